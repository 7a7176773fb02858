import { readFileSync } from 'node:fs';
import type { ImportDocument } from '@palier/model';
import { describe, expect, test } from 'vitest';
import { parseFile } from './parse-file.ts';
import type { ParsedFile } from './parse-file.ts';

const parse = (text: string, path = 'collection/fiche.md') => parseFile(path, new TextEncoder().encode(text));

function documentOf(parsed: ParsedFile): ImportDocument {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

function problemsOf(parsed: ParsedFile) {
  if (parsed.ok) throw new Error('accepted');
  return parsed.problems;
}

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

const servicePage = (lines: string, body = 'Corps') => `---\ntitle: Registre\nmission: Aider\n${lines}\n---\n${body}`;
const note = (lines: string) => `---\ntitle: Agence\nid: "20240102030405"\n${lines}\n---\nCorps`;
const resource = (lines: string, body = 'Corps') =>
  `---\ntype: resource\ntitle: Guide\nsummary: Résumé.\nkind: guide\nmaturity: novice\n${lines}\n---\n${body}`;

describe('service pages', () => {
  test('the format of the early pages, from a text file, gives each field', () => {
    const parsed = parseFile('services/registre-clair.txt', fixture('service-page.txt'));
    expect(documentOf(parsed)).toEqual({
      format: 'service-page',
      slug: 'registre-clair',
      locale: 'fr',
      fields: {
        type: 'service',
        title: 'Registre clair',
        mission: 'Aider les mairies à tenir leur registre des délibérations.',
        incubator: 'incubateur-fictif',
        sponsors: [{ type: 'organisation', slug: 'ministere-des-registres' }],
        phases: [{ name: 'investigation', start: '2022-10-15', end: null }],
        body: expect.stringContaining('\n## L’ENJEU\n\n-\tDes mairies sans outil'),
      },
      formerSlugs: [],
      contacts: ['equipe@registre.example'],
      extras: {},
    });
  });

  test('the slug is the name of the file, or the title where that name is an export’s', () => {
    expect(documentOf(parse(servicePage(''), 'Éléphant_Rose')).slug).toBe('elephant-rose');
    expect(documentOf(parse(servicePage(''), '012_0123456789abcdef.txt')).slug).toBe('registre');
  });

  test('every key that the hub has no field for is kept unpublished', () => {
    const { extras } = documentOf(
      parse(
        servicePage(
          'stats: true\ntechno: []\nfast: {promotion: 3, montant: 60000}\nevents:\n  - name: a\n    date: 2024-01-02\nrgpd:',
        ),
      ),
    );
    expect(extras).toEqual({
      stats: true,
      techno: [],
      fast: { promotion: 3, montant: 60000 },
      events: [{ name: 'a', date: '2024-01-02' }],
      rgpd: null,
    });
  });

  test('contacts of every kind of key are set aside, and an address under an unknown key is one of them', () => {
    const { contacts, extras } = documentOf(
      parse(
        servicePage('contact: a@x.example\ncontact_dinum: [b@x.example, Mme B]\nreferent: c@x.example\ntechno: [rust]'),
      ),
    );
    expect(contacts).toEqual(['a@x.example', 'b@x.example', 'Mme B', 'c@x.example']);
    expect(extras).toEqual({ referent: 'c@x.example', techno: ['rust'] });
  });

  test.each([
    ['link: " https://x.example/a "', 'https://x.example/a'],
    ['link: www.x.example', 'https://www.x.example'],
    ['link:', null],
    ['link: ""', null],
  ])('%j gives the address %j', (line, url) => {
    expect(documentOf(parse(servicePage(line))).fields).toMatchObject({ url });
  });

  test.each([
    'javascript:alert(1)',
    'mailto:a@x.example',
    '/page',
    'bientôt',
    'https://user:secret@x.example/',
    'ftp://x.example',
  ])('the link %j is not published but kept, with a warning', (link) => {
    const parsed = parse(servicePage(`link: "${link}"`));
    const document = documentOf(parsed);
    expect(document.fields).toMatchObject({ url: null });
    expect(document.extras).toEqual({ link });
    expect(parsed.warnings).toMatchObject([{ line: 4, key: 'link' }]);
  });

  test('an absent key says nothing, an empty one says nothing is there', () => {
    expect(documentOf(parse(servicePage(''))).fields).not.toHaveProperty('url');
    expect(documentOf(parse(servicePage('sponsors: []\nphases:\nincubator:'))).fields).toMatchObject({
      sponsors: [],
      phases: [],
    });
  });

  test('a list of incubators stands for one', () => {
    expect(documentOf(parse(servicePage('incubators:\n  - a\n  - b'))).fields).toMatchObject({ incubator: 'a, b' });
  });

  test('sponsors are named by the last segment of their path, once each', () => {
    const { fields } = documentOf(
      parse(servicePage('sponsors:\n  - /organisations/Éducation\n  - education\n  - /organisations/dinum/\n  - " "')),
    );
    expect(fields).toMatchObject({
      sponsors: [
        { type: 'organisation', slug: 'education' },
        { type: 'organisation', slug: 'dinum' },
      ],
    });
  });

  test('former addresses become slugs, without extension, query nor the present slug', () => {
    const lines =
      'redirect_from:\n  - /startups/ancien.nom.html\n  - https://x.example/services/D%C3%A9but/?a=1\n  - /fiche/\n  - /\n  - "%E0%A4%A"';
    expect(documentOf(parse(servicePage(lines))).formerSlugs).toEqual(['ancien-nom', 'debut', 'e0-a4-a']);
    expect(documentOf(parse(servicePage('redirect_from: /a/seul'))).formerSlugs).toEqual(['seul']);
  });

  test('dates written as text are read', () => {
    const { fields } = documentOf(
      parse(servicePage('phases:\n  - name: " Construction "\n    start: "15/10/2022"\n    end: 2 mai 2023')),
    );
    expect(fields).toMatchObject({ phases: [{ name: 'construction', start: '2022-10-15', end: '2023-05-02' }] });
  });

  test('a phase with an unknown name or an unreadable date is kept unpublished, with a warning at its line', () => {
    const parsed = parse(
      servicePage(
        'phases:\n  - name: investigation\n    start: 2022-10-15\n  - name: sommeil\n  - name: success\n    end: bientôt\n  - tout seul',
      ),
    );
    const document = documentOf(parsed);
    expect(document.fields).toMatchObject({ phases: [{ name: 'investigation', start: '2022-10-15', end: null }] });
    expect(document.extras).toHaveProperty('phases');
    expect(parsed.warnings.map(({ line }) => line)).toEqual([7, 8, 10]);
  });

  test('the comment of a phase is kept unpublished', () => {
    expect(documentOf(parse(servicePage('phases:\n  - name: success\n    comment: bravo'))).extras).toEqual({
      phases: [{ name: 'success', comment: 'bravo' }],
    });
  });

  test('a page without title is refused, and the report names the key', () => {
    expect(problemsOf(parse('---\nmission: Aider\n---\n'))).toMatchObject([{ key: 'title', reason: 'la clé manque' }]);
  });

  test('a title with a list in it is refused once, at its line', () => {
    expect(problemsOf(parse('---\nmission: Aider\ntitle:\n  - a\n---\n'))).toMatchObject([{ line: 3, key: 'title' }]);
  });

  test('a text longer than its field is refused, not cut', () => {
    expect(problemsOf(parse(`---\ntitle: ok\nmission: ${'x'.repeat(2001)}\n---\n`))).toMatchObject([
      { line: 3, key: 'mission', reason: expect.stringContaining('2000') },
    ]);
  });

  test('an empty body is a body', () => {
    expect(documentOf(parse('---\ntitle: a\nmission: b\n---')).fields).toMatchObject({ body: '' });
  });

  test('a body of 1 MB is taken whole', () => {
    const body = 'mot été '.repeat(125_000).trim();
    expect(documentOf(parse(servicePage('', body))).fields).toMatchObject({ body });
  });

  test('a body over the limit is refused at its first line', () => {
    expect(problemsOf(parse(servicePage('', 'x'.repeat(1_200_001))))).toMatchObject([{ line: 6, key: 'body' }]);
  });

  test('addresses and HTML in the body are left to those who publish', () => {
    const body = '<iframe style="x" src="y"></iframe> <a@x.example> [m](mailto:a@x.example) ![i](img/a.png)';
    expect(documentOf(parse(servicePage('', body))).fields).toMatchObject({ body });
  });
});

describe('organisation notes', () => {
  test('the format of the knowledge base, from a text file, gives each field', () => {
    expect(documentOf(parseFile('000_a19efa6b23817e63.txt', fixture('organisation-note.txt')))).toEqual({
      format: 'organisation-note',
      slug: 'agence-fictive-de-l-exemple',
      locale: 'fr',
      fields: {
        type: 'organisation',
        name: "Agence fictive de l'exemple",
        tagline: 'agence inventée pour montrer le format, sur deux lignes',
        kinds: ['organisation'],
        tags: ['exemple', 'agence'],
        url: 'https://agence.example',
        noteId: '20240102030405',
        body: expect.stringContaining('[[20240102030406]]'),
      },
      formerSlugs: [],
      contacts: [],
      extras: { thumbnail: 'organisation.png' },
    });
  });

  test('the identifier may be written without quotes', () => {
    expect(documentOf(parse('---\ntitle: A\nid: 20240102030405\n---\n')).fields).toMatchObject({
      noteId: '20240102030405',
    });
  });

  test('a key is known in any case, with its accent in one or two characters', () => {
    expect(documentOf(parse(note('KE\u0301ZAKO : une agence'))).fields).toMatchObject({ tagline: 'une agence' });
  });

  test('one type instead of a list, and tags with repetitions and blanks, are read', () => {
    expect(documentOf(parse(note('types: Organisation\ntags: [a, " a ", "", b]'))).fields).toMatchObject({
      kinds: ['Organisation'],
      tags: ['a', 'b'],
    });
  });

  test('a note about a person is not made an organisation', () => {
    expect(problemsOf(parse(note('types:\n  - personne')))).toMatchObject([{ line: 4, key: 'types' }]);
  });

  test('an identifier that is not 14 digits is refused at its line', () => {
    expect(problemsOf(parse('---\ntitle: A\nid: 2024\ntypes: [organisation]\n---\n'))).toMatchObject([
      { line: 3, key: 'id', remedy: expect.stringContaining('14 chiffres') },
    ]);
  });
});

describe('organisation pages', () => {
  test('the keys of the public collection give each field', () => {
    const text =
      '---\nname: Direction des Exemples \nacronym: DEX\ndomaine_ministeriel: exemples\ntype: administration-centrale\n---\n';
    expect(documentOf(parse(text, '_organisations/Direction-Éxemples'))).toEqual({
      format: 'organisation-page',
      slug: 'direction-exemples',
      locale: 'fr',
      fields: {
        type: 'organisation',
        name: 'Direction des Exemples',
        acronym: 'DEX',
        kinds: ['administration-centrale'],
      },
      formerSlugs: [],
      contacts: [],
      extras: { domaine_ministeriel: 'exemples' },
    });
  });

  test('its empty body says nothing, so that a note of the same organisation keeps its own', () => {
    expect(documentOf(parse('---\nname: A\nacronym: B\n---\n\n')).fields).not.toHaveProperty('body');
    expect(documentOf(parse('---\nname: A\nacronym: B\n---\ntexte')).fields).toHaveProperty('body', 'texte');
  });
});

describe('the hub’s own format', () => {
  test('a resource with every key gives each field', () => {
    const lines = [
      'slug: mon-guide',
      'locale: en',
      'keywords: [ backup , copie de secours, 3-2-1, backup, ""]',
      'topics: [hygiene, acces]',
      'sectors: [energie]',
      'nis2Articles: ["20", 21(2)(g)]',
      'publisher: anssi',
      'externalUrl: https://x.example/g.pdf',
      'year: 2026',
      'language: fr',
      'prerequisites: [a]',
      'nextSteps: [b, c]',
      'reviewedAt: 2026-10-07',
      'formerSlugs: [vieux-guide]',
    ].join('\n');
    expect(documentOf(parse(resource(lines)))).toEqual({
      format: 'hub',
      slug: 'mon-guide',
      locale: 'en',
      fields: {
        type: 'resource',
        title: 'Guide',
        summary: 'Résumé.',
        keywords: ['backup', 'copie de secours', '3-2-1'],
        body: 'Corps',
        kind: 'guide',
        maturity: 'novice',
        topics: [
          { type: 'topic', slug: 'hygiene' },
          { type: 'topic', slug: 'acces' },
        ],
        sectors: [{ type: 'sector', slug: 'energie' }],
        nis2Articles: ['20', '21(2)(g)'],
        publisher: { type: 'organisation', slug: 'anssi' },
        externalUrl: 'https://x.example/g.pdf',
        year: 2026,
        language: 'fr',
        prerequisites: [{ type: 'resource', slug: 'a' }],
        nextSteps: [
          { type: 'resource', slug: 'b' },
          { type: 'resource', slug: 'c' },
        ],
        reviewedAt: '2026-10-07',
      },
      formerSlugs: ['vieux-guide'],
      contacts: [],
      extras: {},
    });
  });

  test('the name of the file gives the slug and the language', () => {
    expect(documentOf(parse(resource(''), 'resources/mon-guide.en.md'))).toMatchObject({
      slug: 'mon-guide',
      locale: 'en',
    });
  });

  test.each([
    ['kind: guide', 'kind: roman', 'valeurs : guide'],
    ['maturity: novice', 'maturity: débutant', 'novice, intermediate'],
    ['summary: Résumé.', 'Autre: x', 'ajoutez-la'],
  ])('with %j replaced by %j the report says what to write', (from, to, remedy) => {
    const problems = problemsOf(parse(resource('').replace(from, to)));
    expect(problems).toMatchObject([{ remedy: expect.stringContaining(remedy) }]);
  });

  test.each([
    ['reviewedAt: demain', 'reviewedAt'],
    ['locale: de', 'locale'],
    ['year: "202x"', 'year'],
    ['year: 1815', 'year'],
    ['language: français', 'language'],
    ['slug: Mon Guide', 'slug'],
    ['nis2Articles: [art. 21]', 'nis2Articles'],
    ['publisher: [a, b]', 'publisher'],
    [`keywords: [mot, ${'x'.repeat(81)}]`, 'keywords'],
    [`keywords: [${Array.from({ length: 21 }, (_, n) => `mot ${n}`).join(', ')}]`, 'keywords'],
  ])('%j is refused at its line', (line, key) => {
    expect(problemsOf(parse(resource(line)))).toMatchObject([{ line: 7, key }]);
  });

  test('an unknown key is told: it may be a slip', () => {
    const parsed = parse(resource('topic: hygiene'));
    expect(documentOf(parsed).extras).toEqual({ topic: 'hygiene' });
    expect(parsed.warnings).toMatchObject([{ line: 7, key: 'topic', reason: expect.stringContaining('inconnue') }]);
  });

  test('the body of a term is its definition, and a term needs one', () => {
    expect(documentOf(parse('---\ntype: glossary-term\nterm: MFA\nexpansion:\n---\nDeux facteurs.')).fields).toEqual({
      type: 'glossary-term',
      term: 'MFA',
      expansion: null,
      definition: 'Deux facteurs.',
    });
    expect(problemsOf(parse('---\ntype: glossary-term\nterm: MFA\n---\n'))).toMatchObject([
      { line: 5, reason: 'la valeur est vide' },
    ]);
  });

  test('a thread is a question, a line, and its answer; it needs all three', () => {
    const head = '---\ntype: thread\ntitle: Combien ?\nmaturity: novice\ntopics: [acces]\n---\n';
    expect(
      documentOf(parse(`${head}La question.\n\n<!-- answer -->\n\nLa réponse,\n<!-- answer -->\nentière.\n`)).fields,
    ).toEqual({
      type: 'thread',
      title: 'Combien ?',
      maturity: 'novice',
      topics: [{ type: 'topic', slug: 'acces' }],
      body: 'La question.',
      answer: 'La réponse,\n<!-- answer -->\nentière.',
    });
    const missing = { key: 'réponse, après la ligne <!-- answer -->' };
    expect(problemsOf(parse(`${head}La question.`))).toMatchObject([missing]);
    expect(problemsOf(parse(`${head}La question.\n<!-- answer -->\n`))).toMatchObject([missing]);
    expect(problemsOf(parse(`${head}<!-- answer -->\nLa réponse.`))).toMatchObject([{ key: 'question' }]);
  });

  test.each(['topic', 'sector'] as const)('a %s has a name and a description', (type) => {
    expect(documentOf(parse(`---\ntype: ${type}\nname: Énergie\ndescription: x\n---\n`)).fields).toEqual({
      type,
      name: 'Énergie',
      description: 'x',
    });
  });

  test('organisations and services can be written in it', () => {
    expect(
      documentOf(parse('---\ntype: organisation\nname: A\nkinds: [agence]\nurl: https://a.example\n---\nb')).fields,
    ).toMatchObject({
      type: 'organisation',
      kinds: ['agence'],
      url: 'https://a.example',
    });
    expect(documentOf(parse('---\ntype: service\ntitle: A\nsponsors: [anssi]\n---\nb')).fields).toMatchObject({
      type: 'service',
      sponsors: [{ type: 'organisation', slug: 'anssi' }],
    });
  });

  test('without a type, the keys or the folder tell', () => {
    expect(documentOf(parse('---\nterm: MFA\n---\nx')).fields.type).toBe('glossary-term');
    expect(documentOf(parse('---\nname: Énergie\n---\n', 'content/secteurs/energie.md')).fields.type).toBe('sector');
    expect(documentOf(parse('---\ntitle: Registre\n---\n', '_startups/registre.md')).fields.type).toBe('service');
  });
});

describe('what can be met anywhere', () => {
  test('a file of no known format is reported with its keys and with what was looked for', () => {
    expect(problemsOf(parse('---\nlayout: post\ndate: 2024-01-01\n---\n'))).toMatchObject([
      { reason: expect.stringContaining('layout, date'), remedy: expect.stringContaining('note d’organisation') },
    ]);
  });

  test('a byte-order mark, CRLF and no final newline change nothing', () => {
    const plain = servicePage('link: https://x.example');
    const odd = `\ufeff${plain.replaceAll('\n', '\r\n')}`;
    expect(documentOf(parse(odd))).toEqual(documentOf(parse(plain)));
    expect(documentOf(parse(`${plain}\n`))).toEqual(documentOf(parse(plain)));
  });

  test('zero-width characters and no-break spaces are cleaned out of titles', () => {
    expect(
      documentOf(parse('---\ntitle: "\u00a0Re\u200bgistre\u00a0: oui\u00a0"\nmission: x\n---\n')).fields,
    ).toMatchObject({
      title: 'Registre\u00a0: oui',
    });
  });

  test('a title made of invisible characters is an empty one', () => {
    expect(problemsOf(parse('---\ntitle: "\\u200b\\0"\nmission: x\n---\n'))).toMatchObject([
      { line: 2, key: 'title', reason: 'la valeur est vide' },
    ]);
  });

  test('a name without Latin letter, in the file and in the title, is reported', () => {
    expect(problemsOf(parse('---\ntitle: 日本\nmission: x\n---\n', '日本.md'))).toMatchObject([
      { key: 'slug', remedy: expect.stringContaining('renommez') },
    ]);
  });

  test('a path cannot lead out: only its last name counts', () => {
    expect(documentOf(parse(servicePage(''), '../../../etc/pass\0wd\n.md')).slug).toBe('pass-wd');
  });

  test('keys named after object internals stay data', () => {
    const { extras } = documentOf(parse(servicePage('constructor: x\ntoString: y\nhasOwnProperty: z')));
    expect(Object.keys(extras)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
  });

  test('the same bytes give the same document', () => {
    expect(parse(resource('topics: [a, b]'))).toEqual(parse(resource('topics: [a, b]')));
  });

  test.each([' ', '\n', '#', '`', '\u200d', '\u00a0', '[[', '<', '- ', '&'])('survives millions of %j', (part) => {
    const much = part.repeat(Math.floor(2_000_000 / part.length));
    for (const text of [servicePage('', much), `${much}${servicePage('')}`, `---\n${much}\n---\n`]) {
      const parsed = parse(text);
      expect(parsed.ok || parsed.problems.length > 0).toBe(true);
    }
  });

  test('no mutation of a good file makes the parser throw', () => {
    const base = fixture('service-page.txt');
    // A fixed linear congruential generator (Numerical Recipes): failures can be replayed.
    let seed = 42;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % below;
    };
    let accepted = 0;
    for (let round = 0; round < 1500; round += 1) {
      const bytes = Uint8Array.from(base);
      for (let change = next(6); change >= 0; change -= 1) bytes[next(bytes.length)] = next(256);
      const parsed = parseFile('services/x.md', bytes.subarray(0, bytes.length - next(3) * next(bytes.length)));
      if (parsed.ok) accepted += 1;
      else expect(parsed.problems.length).toBeGreaterThan(0);
    }
    // Both outcomes must have been met, or the loop has tested nothing.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(1500);
  });
});
