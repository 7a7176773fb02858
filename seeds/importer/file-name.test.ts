import { describe, expect, test } from 'vitest';
import { folderOf, slugAndLocaleOf, slugOfFileName } from './file-name.ts';

describe('slugOfFileName', () => {
  test.each([
    ['content/nis2.md', 'nis2'],
    ['mon-service.MD', 'mon-service'],
    ['note.markdown', 'note'],
    ['Ministère de la Mer', 'ministere-de-la-mer'],
    ['ANSSI', 'anssi'],
    ['pix.orga.md', 'pix-orga'],
    ['C:\\notes\\Œuvre.txt', 'oeuvre'],
    ['../../etc/passwd', 'passwd'],
    ['a/..', ''],
    ['', ''],
    ['日本.md', ''],
  ])('%j gives %j', (path, slug) => {
    expect(slugOfFileName(path)).toBe(slug);
  });

  test.each(['012_0123456789abcdef.txt', '0123456789abcdef0123.md', '6f9619ff-8b86-4d01-b42d-00cf4fc964ff.md'])(
    '%j is the name of an export and gives none',
    (path) => {
      expect(slugOfFileName(path)).toBe('');
    },
  );
});

test('the language of a hub file is in its name', () => {
  expect(slugAndLocaleOf('glossaire/mfa.en.md')).toEqual({ slug: 'mfa', locale: 'en' });
  expect(slugAndLocaleOf('glossaire/mfa.md')).toEqual({ slug: 'mfa', locale: null });
});

test('a folder is compared without its signs', () => {
  expect(folderOf('site/_Startups/x.md')).toBe('startups');
  expect(folderOf('x.md')).toBe('');
});
