import { describe, expect, it } from 'vitest';
import type { PublishedDocument } from '@palier/model';
import { entry, closeReader, listFront, sitemap, useConnection } from '../reader.ts';
import { openForReading } from '../snapshot/schema.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { idOf, organisation, published, resource, term, topic } from '../test/documents.ts';
import { snapshotForEachTest } from '../test/snapshot.ts';
import { shadow } from './shadow.ts';

let path: string;
let snapshot: Snapshot;

snapshotForEachTest((fresh, file) => {
  snapshot = fresh;
  path = file;
});

/** Makes the reader see the snapshot with one draft before it. */
function look(draft: PublishedDocument): void {
  const connection = openForReading(path);
  shadow(connection, draft);
  useConnection(connection);
}

/** Everything that the snapshot holds, as text. */
function everything(): string {
  const tables = snapshot.db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  return JSON.stringify(tables.map((table) => [table, snapshot.db.prepare(`SELECT * FROM "${table}"`).all()]));
}

describe('a draft before the snapshot', () => {
  it('shows what was never published, with what it leads to', () => {
    snapshot.apply([published(topic('continuite')), published(organisation('anssi', { noteId: '20230924193839' }))]);
    look(
      resource('brouillon', {
        title: 'Un brouillon',
        body: 'Selon [[20230924193839]].',
        topics: [idOf('continuite')],
        publisher: idOf('anssi'),
        prerequisites: [idOf('jamais-publie')],
      }),
    );
    const { data } = entry('resource', 'fr', 'brouillon')!;
    expect(data.document).toMatchObject({ title: 'Un brouillon' });
    expect(data.html).toContain('href="/organisations/anssi/"');
    expect(Object.keys(data.references).sort()).toEqual(['publisher', 'topics']);
    expect(entry('topic', 'fr', 'continuite')!.data.document).toMatchObject({ type: 'topic' });
  });

  it('stands in the place of the published version, at its new address, and nothing of the old one is left', () => {
    snapshot.apply([
      published(topic('un')),
      published(topic('deux')),
      published(resource('a', { title: 'Publié', slug: 'ancien', topics: [idOf('un')] })),
    ]);
    look(resource('a', { title: 'Brouillon', slug: 'nouveau', topics: [idOf('deux')] }));
    const { data } = entry('resource', 'fr', 'nouveau')!;
    expect(data.document).toMatchObject({ title: 'Brouillon' });
    expect(data.references['topics']?.map((card) => card.documentId)).toEqual([idOf('deux')]);
    expect(entry('resource', 'fr', 'ancien')).toBeNull();
    expect(entry('topic', 'fr', 'un')!.data.backlinks).toEqual([]);
    expect(entry('topic', 'fr', 'deux')!.data.backlinks.map((card) => card.title)).toEqual(['Brouillon']);
  });

  it('replaces one language and leaves the others', () => {
    const en = resource('a', { locale: 'en', slug: 'a-en', title: 'Title' });
    snapshot.apply([published(resource('a'), en)]);
    look(resource('a', { title: 'Brouillon' }));
    expect(entry('resource', 'fr', 'a')!.data.twins).toEqual([{ locale: 'en', url: '/en/resources/a-en/' }]);
    expect(entry('resource', 'en', 'a-en')!.data.document).toMatchObject({ title: 'Title' });
  });

  it('is what shows at an address that another document holds', () => {
    snapshot.apply([published(resource('autre', { slug: 'pris', title: 'Autre' }))]);
    look(resource('brouillon', { slug: 'pris', title: 'Brouillon' }));
    expect(entry('resource', 'fr', 'pris')!.data.document).toMatchObject({ title: 'Brouillon' });
  });

  it('is found under the note that it names, and no more under the one that it leaves', () => {
    const links = '[[20230924193839]] [[20240101000000]]';
    snapshot.apply([
      published(organisation('anssi', { noteId: '20230924193839' })),
      published(organisation('autre', { body: links })),
    ]);
    look(organisation('anssi', { noteId: '20240101000000' }));
    const { html } = entry('organisation', 'fr', 'autre')!.data;
    expect(html).toContain('[[20230924193839]]');
    expect(html).toContain('href="/organisations/anssi/"');
  });

  it('leaves lists and sitemaps as they are published', () => {
    snapshot.apply([published(resource('a')), published(resource('b'))]);
    const [list, map] = [listFront('resource', 'fr').data, sitemap(1)!.data];
    look(resource('jamais-publie'));
    expect(listFront('resource', 'fr').data).toEqual(list);
    expect(sitemap(1)!.data).toEqual(map);
  });

  it('holds quotes, markup and a megabyte as they are', () => {
    const definition = `D’un « mot » : it's "x" ; DROP TABLE document; -- $& ${'long '.repeat(3000)}`;
    look(term('mot', { term: `L'"é"`, definition }));
    expect(entry('glossary-term', 'fr', 'mot')!.data.document).toMatchObject({ term: `L'"é"`, definition });
    look(resource('long', { body: 'mot '.repeat(300_000) }));
    expect(entry('resource', 'fr', 'long')!.data.html.length).toBeGreaterThan(1_000_000);
  });

  it('writes nothing: the snapshot is as it was, and the next reader sees no draft', () => {
    snapshot.apply([published(resource('a', { title: 'Publié' }))]);
    const before = everything();
    look(resource('a', { title: 'Brouillon' }));
    expect(entry('resource', 'fr', 'a')!.data.document).toMatchObject({ title: 'Brouillon' });
    expect(everything()).toBe(before);
    closeReader();
    expect(entry('resource', 'fr', 'a')!.data.document).toMatchObject({ title: 'Publié' });
  });

  it('follows what is published meanwhile', () => {
    look(resource('brouillon', { publisher: idOf('anssi') }));
    expect(entry('resource', 'fr', 'brouillon')!.data.references).toEqual({});
    snapshot.apply([published(organisation('anssi'))]);
    expect(entry('resource', 'fr', 'brouillon')!.data.references['publisher']).toHaveLength(1);
  });

  it('needs no table that it knows: a column or a table of a later version is taken along', () => {
    // What a later version of the snapshot might add: the views are made from what is there.
    const tables = snapshot.db
      .prepare("SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE c.name = 'document_id'")
      .pluck()
      .all() as string[];
    const connection = openForReading(path);
    shadow(connection, resource('brouillon'));
    const views = connection.prepare("SELECT name FROM sqlite_temp_master WHERE type = 'view'").pluck().all();
    connection.close();
    expect(views.sort()).toEqual(tables.filter((table) => !['listing', 'index_queue'].includes(table)).sort());
  });
});
