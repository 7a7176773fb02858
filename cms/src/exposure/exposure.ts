import type { ExposureKind } from '@palier/model';

export type { ExposureKind };

/** A stretch of a text: UTF-16 offsets, the end excluded. */
export interface Span {
  start: number;
  end: number;
}

/** What a text says that its author may not want known. */
export interface Exposure extends Span {
  kind: ExposureKind;
  /** What stands there, cut to 80 characters for display; of a secret only its first 4 characters and an ellipsis. */
  shown: string;
}

/** What one of the detectors found. */
export interface Found extends Span {
  kind: ExposureKind;
}
