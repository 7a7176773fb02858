import type { ReportKind } from './incident.ts';

/** What each report of Article 23(4) says, a field a row. The cooperation group's common templates may ask for more. */

export interface ReportField {
  id: string;
  /** Article that asks for it; null for what makes a report usable and no text asks for. */
  article: string | null;
  kind: 'line' | 'text' | 'yes-no';
  isRequired: boolean;
}

export const INCIDENT_LIMITS = { line: 200, text: 20_000 } as const;

const field = (
  id: string,
  article: string | null,
  kind: ReportField['kind'],
  isRequired: boolean = article !== null,
): ReportField => ({ id, article, kind, isRequired });

/** Every report begins with who reports, on what, and whom to call back: a function, no name. */
const HEAD = [
  field('entity', null, 'line', true),
  field('reference', null, 'line'),
  field('contact', null, 'line', true),
];

export const REPORT_FIELDS: Readonly<Record<ReportKind, readonly ReportField[]>> = {
  'early-warning': [
    ...HEAD,
    field('whatHappened', null, 'text', true),
    field('suspectedMalicious', '23(4)(a)', 'yes-no'),
    field('crossBorder', '23(4)(a)', 'yes-no'),
    field('helpWanted', '23(5)', 'text', false),
  ],
  notification: [
    ...HEAD,
    field('update', '23(4)(b)', 'text'),
    field('severity', '23(4)(b)', 'text'),
    field('impact', '23(4)(b)', 'text'),
    // « Where available ».
    field('indicators', '23(4)(b)', 'text', false),
    field('recipientsInformed', '23(1)', 'text', false),
  ],
  intermediate: [...HEAD, field('askedFor', '23(4)(c)', 'text'), field('statusUpdate', '23(4)(c)', 'text')],
  progress: [
    ...HEAD,
    field('whyOngoing', '23(4)(e)', 'text'),
    field('doneSoFar', '23(4)(e)', 'text'),
    field('nextSteps', '23(4)(e)', 'text'),
  ],
  final: [
    ...HEAD,
    field('description', '23(4)(d)(i)', 'text'),
    field('severityAndImpact', '23(4)(d)(i)', 'text'),
    field('rootCause', '23(4)(d)(ii)', 'text'),
    field('measures', '23(4)(d)(iii)', 'text'),
    // « Where applicable ».
    field('crossBorderImpact', '23(4)(d)(iv)', 'text', false),
  ],
};
