import type { ExposureKind } from './exposure.ts';

/** What stands in the text in the place of what was masked. */
export const PLACEHOLDERS: Record<'fr' | 'en', Record<ExposureKind, string>> = {
  fr: {
    ip: '[adresse IP masquée]',
    host: '[nom de machine masqué]',
    email: '[adresse e-mail masquée]',
    phone: '[numéro de téléphone masqué]',
    secret: '[secret masqué]',
    path: '[chemin de fichier masqué]',
  },
  en: {
    ip: '[masked IP address]',
    host: '[masked host name]',
    email: '[masked e-mail address]',
    phone: '[masked phone number]',
    secret: '[masked secret]',
    path: '[masked file path]',
  },
};

const ALL: readonly string[] = Object.values(PLACEHOLDERS).flatMap((named) => Object.values(named));

/** The placeholder that the text holds at this offset, whatever its language; nothing otherwise. */
export function placeholderAt(text: string, offset: number): string | undefined {
  return text[offset] === '[' ? ALL.find((placeholder) => text.startsWith(placeholder, offset)) : undefined;
}
