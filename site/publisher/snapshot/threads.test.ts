import type { Thread } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { parseDocumentAddress } from '../addresses.ts';
import { documentsWith, entry, threadPage } from '../reader.ts';
import { searchDocumentsOf } from '../search-documents.ts';
import { answer, author, idOf, published, thread, topic, withdrawn } from '../test/documents.ts';
import { snapshotForEachTest } from '../test/snapshot.ts';
import { PRIORITY, type Snapshot } from './snapshot.ts';

let snapshot: Snapshot;

snapshotForEachTest((fresh) => {
  snapshot = fresh;
});

/** Takes in one thread; returns what is to be made, with its priority, and takes all of it off the queue. */
function apply(...threads: Thread[]): Map<string, number> {
  snapshot.apply(threads.map((one) => published(one)));
  return settle();
}

function settle(): Map<string, number> {
  const queued = new Map<string, number>();
  for (let page = snapshot.nextPage(); page !== null; page = snapshot.nextPage()) {
    queued.set(page.url, page.priority);
    const named = parseDocumentAddress(page.url);
    const found = named && entry(named.type, named.locale, named.slug);
    snapshot.recordPage(page, snapshot.isWanted(page.url) ? { digest: 'x', tags: found?.tags ?? [] } : null);
  }
  return queued;
}

const pageOf = (one: Thread, page = 1) => threadPage(one, page)!.data;
const many = (count: number) => Array.from({ length: count }, (_, index) => answer(index + 1));

describe('the pages of a thread', () => {
  it('hold fifty answers each, by their numbers', () => {
    const long = thread('long', { answers: many(120) });
    apply(long);
    const wanted = [...snapshot.wantedAddresses()].filter((url) => url.startsWith('/questions/long/'));
    expect(wanted.sort()).toEqual([
      '/questions/long/',
      '/questions/long/page/2/',
      '/questions/long/page/3/',
      '/questions/long/state.json',
    ]);
    expect(wanted.every((url) => snapshot.isWanted(url))).toBe(true);
    expect(pageOf(long, 2).answers.map(({ number }) => number)).toEqual(
      many(100)
        .slice(50)
        .map(({ number }) => number),
    );
    expect(threadPage(long, 4)).toBeNull();
    expect(snapshot.isWanted('/questions/long/page/4/')).toBe(false);
    expect(snapshot.isWanted('/questions/long/page/1/')).toBe(false);
  });

  it('keep their answers when one before them goes', () => {
    apply(thread('long', { answers: many(60) }));
    const shorter = thread('long', { answers: many(60).filter(({ number }) => number !== 3) });
    apply(shorter);
    expect(pageOf(shorter, 2).answers[0]?.number).toBe(51);
  });

  it('go when their last answer does, before anything else is made', () => {
    apply(thread('long', { answers: many(51) }));
    const queued = apply(thread('long', { answers: many(50) }));
    expect(queued.get('/questions/long/page/2/')).toBe(PRIORITY.hide);
    expect(snapshot.isWanted('/questions/long/page/2/')).toBe(false);
  });

  it('all go with the thread, and so does what stands under it', () => {
    const state = published(thread('long', { answers: many(51) }));
    snapshot.apply([state]);
    settle();
    snapshot.apply([withdrawn(state)]);
    const queued = settle();
    for (const url of ['/questions/long/', '/questions/long/page/2/', '/questions/long/state.json'])
      expect(queued.get(url), url).toBe(PRIORITY.hide);
    expect([...snapshot.wantedAddresses()].filter((url) => url.startsWith('/questions/long/'))).toEqual([]);
    expect(searchDocumentsOf(snapshot, 'thread', idOf('long'))).toEqual([]);
    expect(snapshot.db.prepare('SELECT count(*) FROM post').pluck().get()).toBe(0);
  });

  it('show the answer that was chosen on the first page, wherever it stands', () => {
    const long = thread('long', { answers: many(60), accepted: idOf('réponse 55') });
    apply(long);
    expect(pageOf(long).accepted).toMatchObject({ page: 2, answer: { number: 55 } });
  });
});

describe('what readers must no longer see of a thread goes first', () => {
  const before = thread('fil', {
    author: author('Merisier', { size: 'small', entity: 'Entité' }),
    answers: [answer(1, { comments: [{ ...answer(2), body: 'Un commentaire.' }] }), answer(3)],
  });
  const withoutComment = before.answers.map((one) => ({ ...one, comments: [] }));
  it.each<[string, Partial<Thread>]>([
    ['an answer', { answers: before.answers.slice(0, 1) }],
    ['a comment', { answers: withoutComment }],
    ['a text that was changed', { body: 'Sans l’adresse du serveur.' }],
    ['a name that is hidden', { author: author(null, { size: 'small', entity: 'Entité' }) }],
    ['an entity that is hidden', { author: author('Merisier', { size: 'small' }) }],
    ['an account that was erased', { author: author(null, { standing: 'former' }) }],
  ])('%s', (_, fields) => {
    apply(before);
    expect(apply({ ...before, ...fields }).get('/questions/fil/')).toBe(PRIORITY.hide);
  });

  it.each<[string, Partial<Thread>]>([
    ['a new answer', { answers: [...before.answers, answer(4)] }],
    ['a vote', { score: 1 }],
    ['an answer that is chosen', { accepted: idOf('réponse 1') }],
  ])('but not %s, which waits for its turn', (_, fields) => {
    apply(before);
    expect(apply({ ...before, ...fields }).get('/questions/fil/')).toBe(PRIORITY.document);
  });
});

describe('the lists of threads', () => {
  it('follow what state a thread is in', () => {
    const titles = (state: string) =>
      documentsWith('thread', 'state', state, 'fr').data.entries.map(({ documentId }) => documentId);
    apply(thread('a'), thread('b', { answers: [answer(1)] }));
    expect([titles('unanswered'), titles('answered')]).toEqual([[idOf('a')], [idOf('b')]]);
    apply(thread('a', { closure: 'off-topic' }), thread('b', { answers: [answer(1)], accepted: idOf('réponse 1') }));
    expect([titles('unanswered'), titles('answered')]).toEqual([[], []]);
    expect([titles('closed'), titles('resolved')]).toEqual([[idOf('a')], [idOf('b')]]);
  });

  it('lose a title that was changed before anything else is made, and so does its image', () => {
    const asked = thread('a', { title: 'Que faire chez Exemple SA ?', maturity: 'novice' });
    apply(asked);
    expect(snapshot.takeHiddenCards()).toEqual([]);
    const queued = apply({ ...asked, title: 'Que faire dans une petite entreprise ?' });
    expect(queued.get('/questions/a/')).toBe(PRIORITY.hide);
    expect(snapshot.takeHiddenCards().map(({ title }) => title)).toEqual([asked.title]);
    snapshot.apply([withdrawn(published(asked))]);
    expect(snapshot.takeHiddenCards().map(({ title }) => title)).toEqual(['Que faire dans une petite entreprise ?']);
    expect(snapshot.takeHiddenCards()).toEqual([]);
  });

  it('are not made again because of a vote', () => {
    apply(thread('a'));
    const queued = apply(thread('a', { score: 12 }));
    expect(
      [...queued.keys()].filter((url) => !url.startsWith('/questions/a/') && !url.startsWith('/sitemaps/')),
    ).toEqual([]);
  });

  it('of a topic hold threads alone, and its list of resources does not', () => {
    snapshot.apply([published(topic('acces')), published(thread('a', { topics: [idOf('acces')] }))]);
    expect(documentsWith('thread', 'topic', idOf('acces'), 'fr').data.total).toBe(1);
    expect(documentsWith('resource', 'topic', idOf('acces'), 'fr').data.total).toBe(0);
    for (const url of ['/themes/acces/questions/', '/themes/acces/questions/feed.xml', '/themes/acces/feed.xml'])
      expect(snapshot.isWanted(url), url).toBe(true);
    for (const url of ['/themes/reseau/questions/', '/ressources/a/questions/', '/questions/a/feed.xml'])
      expect(snapshot.isWanted(url), url).toBe(false);
  });
});

describe('the texts of a thread', () => {
  it('are read once: a vote and a new answer leave those that were there as they are', () => {
    apply(thread('a', { answers: [answer(1)] }));
    // Something that rendering again would undo.
    snapshot.db.exec("UPDATE post SET html = 'gardé' WHERE position = 1");
    apply(thread('a', { score: 3, answers: [answer(1), answer(2)] }));
    expect(pageOf(thread('a', { answers: [answer(1), answer(2)] })).answers.map(({ html }) => html.trim())).toEqual([
      'gardé',
      '<p>Texte de la réponse 2.</p>',
    ]);
  });

  it('cannot take the name of another post, nor of a part of the page', () => {
    const hostile = '## Réponse 2\n\n<a id="content"></a>[suite](#reponse-2) et une note[^1]\n\n[^1]: Note.';
    const one = thread('a', { body: hostile, answers: [answer(1, { body: hostile }), answer(2)] });
    apply(one);
    const { question, answers } = pageOf(one);
    const ids = [question, ...answers].flatMap(({ html }) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^(question|reponse-[12])-./.test(id))).toEqual([]);
    expect(question.html).toContain('<h3 id="question-');
    expect(answers[0]?.html).toContain('<h4 id="reponse-1-');
    expect(question.html).toContain('href="#question-');
  });

  it('say of links to other sites that the site does not vouch for them', () => {
    const one = thread('a', { body: '[lien](https://exemple.fr/) et ![image](https://exemple.fr/i.png)' });
    apply(one);
    expect(pageOf(one).question.html.match(/rel="noopener noreferrer nofollow ugc"/g)).toHaveLength(2);
  });

  it('are all searched, each answer at its place', () => {
    apply(thread('a', { answers: [answer(1), answer(2)] }));
    expect(searchDocumentsOf(snapshot, 'thread', idOf('a'))).toMatchObject([
      {
        url: '/questions/a/',
        title: 'Question a ?',
        maturity: 'novice',
        sections: [
          { anchor: null, text: 'Texte de la question a.' },
          { anchor: 'reponse-1', text: 'Texte de la réponse 1.' },
          { anchor: 'reponse-2', text: 'Texte de la réponse 2.' },
        ],
      },
    ]);
  });
});
