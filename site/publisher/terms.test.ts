import { describe, expect, test } from 'vitest';
import { termFinder } from './terms.ts';

const find = termFinder([
  { id: 'mfa', names: ['MFA', 'authentification multifacteur'] },
  { id: 'pas', names: ['PAS', 'plan d’assurance sécurité'] },
  { id: 'nis-2', names: ['NIS 2'] },
  { id: 'cert', names: ['CERT'] },
  { id: 'cert-fr', names: ['CERT-FR'] },
  { id: 'rancongiciel', names: ['Rançongiciel', 'logiciel de rançon'] },
  { id: 'dmarc', names: ['SPF/DKIM/DMARC'] },
]);

const said = (text: string) => find(text).map(({ id, start, end }) => `${id}: ${text.slice(start, end)}`);

describe('terms of the glossary in a text', () => {
  test('are found under their name and their full form, whatever the case of the latter', () => {
    expect(said('La MFA, ou Authentification multifacteur.')).toEqual([
      'mfa: MFA',
      'mfa: Authentification multifacteur',
    ]);
  });

  test('a common word is not an acronym', () => {
    expect(said('Il ne faut pas confondre ; le PAS engage.')).toEqual(['pas: PAS']);
  });

  test('the longer of two names that start alike is meant', () => {
    expect(said('Le CERT-FR est un CERT.')).toEqual(['cert-fr: CERT-FR', 'cert: CERT']);
  });

  test('a name is found with a no-break space, without a space, and in the plural', () => {
    expect(said('NIS\u00a02, NIS2, NIS 2')).toEqual(['nis-2: NIS\u00a02', 'nis-2: NIS2', 'nis-2: NIS 2']);
    expect(said('Des rançongiciels, un Rançongiciel')).toEqual([
      'rancongiciel: rançongiciels',
      'rancongiciel: Rançongiciel',
    ]);
  });

  test('a part of a word is not a term', () => {
    expect(said('MFAX, PASSI, inNIS 2')).toEqual([]);
  });

  test('words of a name in two sentences are not the name', () => {
    expect(said('une authentification. Multifacteur')).toEqual([]);
    expect(said('NIS, puis 2')).toEqual([]);
    expect(said('NIS\n2')).toEqual([]);
  });

  test('each part of a compound acronym leads to it', () => {
    expect(said('DKIM et SPF')).toEqual(['dmarc: DKIM', 'dmarc: SPF']);
  });

  test('an empty text and an empty glossary hold nothing', () => {
    expect(said('')).toEqual([]);
    expect(termFinder([])('MFA')).toEqual([]);
  });
});
