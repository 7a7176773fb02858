/**
 * State of the law that every rule of this folder was written for. A reader must see it beside each result: the directive is
 * not transposed in France, and the bill may still change.
 */
export const LAW = {
  /** Day for which the state of the law was read, ISO 8601. */
  date: '2026-10-07',
  /** Changes with every change of a rule; a result that was kept says which one it comes from. */
  version: '2026-10-07.1',
  /** False: what French law says here comes from the bill as the Senate adopted it, 12 March 2025, text no. 78. */
  transposedInFrance: false,
} as const;

/** Law that the tables of this folder cite, by the short name that they use. */
export const SOURCES = {
  /** Directive (EU) 2022/2555 (NIS 2). A bare article, `2(1)`, is one of it. */
  nis2: 'Directive (EU) 2022/2555',
  /** Recommendation 2003/361/EC, annex: sizes of enterprises. */
  sme: 'Recommendation 2003/361/EC',
  /** Implementing Regulation (EU) 2024/2690: measures and significant incidents of digital entities. */
  digital: 'Implementing Regulation (EU) 2024/2690',
  /** Directive (EU) 2022/2557 (CER): critical entities. */
  cer: 'Directive (EU) 2022/2557',
  /** Regulation (EU) 2022/2554 (DORA): financial entities. */
  dora: 'Regulation (EU) 2022/2554',
  /** French bill on the resilience of critical infrastructure, title II, Senate text no. 78 of 12 March 2025. */
  bill: 'PJL, texte du Sénat n° 78 du 12 mars 2025',
  /** French law no. 2018-133, title I: operators designated under NIS 1, until the directive is transposed. */
  nis1: 'Loi n° 2018-133 du 26 février 2018',
  /** ReCyF v2.5 of ANSSI, 17 March 2026, a working document. */
  recyf: 'ReCyF v2.5',
  /** Regulation (EU) 2016/679 (GDPR): breaches of personal data. */
  gdpr: 'Regulation (EU) 2016/679',
  /** Regulation (EEC, Euratom) No 1182/71: how acts of the Union count periods. */
  periods: 'Regulation (EEC, Euratom) No 1182/71',
} as const;

export type Source = keyof typeof SOURCES;
