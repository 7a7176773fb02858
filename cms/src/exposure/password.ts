/** What one may expect of a value: after `=` anything is one, after a colon a sentence may go on. */
export type Evidence = 'assigned' | 'quoted' | 'said';

/** Passwords that are words, found in every list of the most used ones. */
const MOST_USED =
  /^(?:admin|administrateur|administrator|root|toor|guest|azerty|azertyuiop|qwerty|qwertz|password|passw0rd|motdepasse|soleil|bienvenue|welcome|changeme|changezmoi|letmein|doudou|loulou|marseille|chouchou|iloveyou|jetaime|secret|cisco|ubnt|sophos|manager|public|private|default)$/i;
/** What stands for a value in an example or in a text that was masked by hand. */
const STAND_IN =
  /^(?:[*•●·.…x_?#-]{1,100}|<.*|\[.*|\{.*|\$[\w{(].*|%\w{1,60}%|https?:\/\/.*|(?:votre|mon|le|your|my)[-_ ]?(?:mot[-_ ]?de[-_ ]?passe|mdp|password|token|cl[eé]).*|null|none|undefined|true|false|\(.*)$/i;
/** A length, a number of days, a span of either: the policy, not the password. */
const POLICY =
  /^(?:[><≥≤~±]{0,2}\d{1,4}(?:[-–+/]\d{1,4})?\+?(?:car\p{L}{0,12}|ch\p{L}{0,12}|jours?|days?|j|mois|ans?|h|heures?|bits?|x|fois)?(?:\/\d{1,2})?)$/iu;
const UNIT =
  /^[\s*_`]{0,4}(?:à \d|ou \d|to \d|or \d|caract|car\.|char|signes|lettres|chiffres|digits|symbol|jours?\b|days?\b|mois\b|months?\b|ans?\b|years?\b|heures?\b|minutes?\b|tentatives|essais|fois\b|bits?\b|mots\b|words\b|%|€)/iu;
/** Standards, algorithms and products, which hold digits of their own. */
const NAMES =
  /^(?:iso|iec|nis|rgpd|gdpr|rgs|eidas|sha|aes|rsa|md|ed|tls|ssl|wpa|wep|ntlm|kerberos|fido|totp|hotp|u2f|2fa|mfa|otp|oauth|oidc|saml|bcrypt|scrypt|argon|pbkdf|office|windows|microsoft|m(?=-?365)|keepass[a-z]{0,2}|1password|bitwarden|anssi|nist|sp|pix|cis|ebios|jwt|base|hmac|v(?=\d))[-_ ]?\d{0,5}[a-z]{0,2}\d{0,2}(?:[-./:_][a-z]{0,6}\d{0,5}){0,3}$/i;
/** Words that a colon or an equals sign may well be followed by. */
const WORDS =
  /^(?:voir|aucune?|obligatoire|requis|optionnel|facultatif|faible|fort|forte|robuste|complexe|unique|commun|partagé|identique|différent|oublié|perdu|expiré|inconnu|vide|non|oui|no|yes|required|strong|weak|empty|unknown|string|str|text|texte|valeur|value|ok|ko|ci-dessous|see|the|le|la|les|un|une|de|du|des|à)$/iu;

/** The value without the signs of the sentence and of Markdown around it. `!` and `?` are left: passwords end with them. */
export function bare(value: string): string {
  return value.replace(/^[*_(]{1,3}(?=[^*_])/, '').replace(/[.,;:)»”"'’`*|\]]{1,5}$/u, '');
}

/**
 * True where the value reads as a password or a key, and not as a word, a length or a standard.
 * @param after what follows the value, in which a unit tells a policy.
 */
export function looksLikePassword(value: string, evidence: Evidence, after = ''): boolean {
  if (value.length < 3 || value.includes('\uFFFC') || STAND_IN.test(value)) return false;
  if (MOST_USED.test(value)) return true;
  if (WORDS.test(value) || UNIT.test(after)) return false;
  if (/^\d+$/.test(value)) return value.length >= (evidence === 'assigned' ? 3 : 4);
  if (POLICY.test(value)) return false;
  if (evidence === 'assigned') return true;
  if (NAMES.test(value) || value.length < (evidence === 'quoted' ? 4 : 6)) return false;
  // Letters alone are a word, with a digit or one of the signs that people put in the middle of one they are not.
  const core = value.replace(/[!?.…]{1,5}$/u, '');
  return /\p{L}/u.test(core) ? /\d|[@$%#!^~*=]/.test(core) : /\d/.test(core) && /[^\d\s./:h-]/.test(core);
}
