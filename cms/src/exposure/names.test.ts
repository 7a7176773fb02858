import { describe, expect, it } from 'vitest';
import known from './known-names.json';
import { isCitable, isInternal, withoutSentence } from './names.ts';

describe('the list of known names', () => {
  const { sites, 'read me': _, ...others } = known;
  const lists: [string, string[]][] = [['sites', Object.values(sites).flat()], ...Object.entries(others)];

  it.each(lists)('says each of its %s once, in lower case', (_name, entries) => {
    expect(entries.filter((entry) => entry !== entry.toLowerCase().trim())).toEqual([]);
    expect(entries.filter((entry, i) => entries.indexOf(entry) !== i)).toEqual([]);
  });

  it('names no site that another entry covers', () => {
    const entries = Object.values(sites).flat();
    const whole = entries.filter((entry) => entry.startsWith('*.')).map((entry) => entry.slice(1));
    expect(
      entries.filter((entry) =>
        whole.some((end) => entry.replace(/^\*/, '').endsWith(end) && !entry.endsWith(`*${end}`)),
      ),
    ).toEqual([]);
  });
});

describe('a name', () => {
  it('may be cited with everything under it, or alone with its www', () => {
    expect(
      ['cnil.fr', 'www.CNIL.fr', 'a.b.cnil.fr', 'google.com', 'www.google.com'].filter((name) => !isCitable(name)),
    ).toEqual([]);
    expect(['notcnil.fr', 'cnil.fr.evil.com', 'docs.google.com', 'fr'].filter(isCitable)).toEqual([]);
  });

  it('is internal by its ending', () => {
    expect(['a.local', 'a.b.LAN', 'a.home.arpa'].filter((name) => !isInternal(name))).toEqual([]);
    expect(['local', 'a.local.fr', 'a.arpa'].filter(isInternal)).toEqual([]);
  });

  it('ends where the next sentence begins', () => {
    expect(withoutSentence('mairie.fr.Merci')).toBe('mairie.fr');
    expect(withoutSentence('Mairie.Fr')).toBe('Mairie.Fr');
  });
});
