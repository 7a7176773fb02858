/**
 * Words that readers use for the same thing, one group a line; every word of a group finds every other.
 * A seed: only pairs that no document can be expected to spell out both ways.
 */
export const SYNONYM_GROUPS: readonly (readonly string[])[] = [
  ['nis2', 'nis 2', 'directive 2022/2555', 'sri 2'],
  ['mfa', '2fa', 'authentification multifacteur', 'double authentification', 'multi-factor authentication'],
  ['rançongiciel', 'ransomware'],
  ['hameçonnage', 'phishing'],
  ['logiciel malveillant', 'malware'],
  ['rssi', 'ciso', 'responsable de la sécurité des systèmes d’information'],
  ['pca', 'plan de continuité d’activité'],
  ['pra', 'plan de reprise d’activité'],
  ['tpe', 'très petite entreprise'],
  ['pme', 'petite et moyenne entreprise', 'sme'],
  ['sauvegarde', 'backup'],
  ['mot de passe', 'password'],
];
