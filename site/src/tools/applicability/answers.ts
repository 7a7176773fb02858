import { readApplicabilityAnswers, type ApplicabilityAnswers } from '@palier/nis2/answers';

/** The answers that a JSON value stands for, alone or in the file that the tool saves. */
export function answersIn(json: unknown): ReturnType<typeof readApplicabilityAnswers> {
  const isFile = typeof json === 'object' && json !== null && 'answers' in json;
  return readApplicabilityAnswers(isFile ? json.answers : json);
}

/** The same; null when it stands for none. */
export function parseAnswers(json: unknown): ApplicabilityAnswers | null {
  const read = answersIn(json);
  return 'answers' in read ? read.answers : null;
}
