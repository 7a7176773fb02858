import type { Locale } from '@palier/model';

/** Words that the renderer itself adds to a body. Kept here, and not in components: they are part of stored HTML. */
export interface Labels {
  /** Name of the section that holds the footnotes. */
  notes: string;
  note: (number: number) => string;
  backToText: (number: number) => string;
}

export const LABELS: Record<Locale, Labels> = {
  fr: { notes: 'Notes', note: (n) => `Note ${n}`, backToText: (n) => `Retour au texte, note ${n}` },
  en: { notes: 'Notes', note: (n) => `Note ${n}`, backToText: (n) => `Back to the text, note ${n}` },
};
