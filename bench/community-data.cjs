'use strict';

/**
 * Fills the database of a hub that does not run, as its CMS would: `node bench/community-data.cjs <posts>`, in the environment of
 * the CMS. The last line is, in JSON, what the measurements ask with and of: what the cookies of members hold (`sessions`), and
 * threads (`threads`: `id`, `slug`, `question`).
 */
const { createRequire } = require('node:module');
const path = require('node:path');
const { randomFrom } = require('@palier/model/test/random');
const { paragraph } = require('./corpus.ts');

/** Posts in a thread: a question and its answers. */
const POSTS_IN_THREAD = 10;
/** Enough for each to write within the limits of a trusted member. */
const MEMBERS = 200;
/** Threads published at a time, as the daily jobs do. */
const BATCH = 50;

const CMS = path.resolve(__dirname, '../cms');
const DIST = path.join(CMS, 'dist');
const load = createRequire(path.join(CMS, 'package.json'));
const compiled = (name) => load(path.join(DIST, 'src', `${name}.js`));

async function main() {
  const strapi = await load('@strapi/strapi').createStrapi({ appDir: CMS, distDir: DIST }).load();
  const { writeTransaction } = compiled('database/transaction');
  const now = new Date();
  const before = new Date(now.getTime() - 60 * 24 * 3_600_000);
  const { ids, sessions } = await writeTransaction(strapi, ({ trx }) => addMembers(trx, before, now));
  const random = randomFrom(5);
  const threads = [];
  const wanted = Math.ceil(Number(process.argv[2]) / POSTS_IN_THREAD);
  while (threads.length < wanted) {
    const added = await writeTransaction(strapi, async (write) => {
      const batch = [];
      for (let n = threads.length; n < Math.min(wanted, threads.length + BATCH); n += 1)
        batch.push(await addThread(write.trx, n, ids, random, before));
      const published = batch.map(({ id }) => id);
      await compiled('published/publications').refresh(strapi, write, 'thread', published, 'refuse');
      return batch;
    });
    threads.push(...added);
  }
  await strapi.destroy();
  // What is written to a pipe leaves in its own time.
  process.stdout.write(`${JSON.stringify({ sessions, threads })}\n`, () => process.exit(0));
}

async function addMembers(trx, joined, now) {
  const { insertMember } = compiled('community/rows');
  const { startSession } = compiled('members/sessions');
  const [ids, sessions] = [[], []];
  for (let n = 0; n < MEMBERS; n += 1) {
    const email = `mesure-${n}@exemple.fr`;
    const names = { pseudonym: `Noisetier ${n}`, pseudonymKey: `noisetier ${n}` };
    await insertMember(trx, { email, ...names, official: false, language: 'fr' }, joined);
    const { document_id: id } = await trx('members').where({ email }).first('document_id');
    ids.push(id);
    sessions.push(await startSession(trx, id, 'Mesure', now));
  }
  return { ids, sessions };
}

async function addThread(trx, n, members, random, at) {
  const { insertPost, insertThread, nextNumber } = compiled('community/rows');
  const slug = `question-${n}`;
  const title = `Question ${n} : ${paragraph(random).slice(0, 60)} ?`;
  const thread = { title, slug, language: 'fr', maturity: 'novice', topics: [], sectors: [] };
  const id = await insertThread(trx, thread, at);
  const post = (place) => ({
    state: 'published',
    thread: id,
    author: members[(n * POSTS_IN_THREAD + place) % MEMBERS],
    shows: ['pseudonym'],
    body: paragraph(random),
  });
  const question = await insertPost(trx, { ...post(0), kind: 'question' }, at);
  for (let place = 1; place < POSTS_IN_THREAD; place += 1)
    await insertPost(trx, { ...post(place), kind: 'answer', number: await nextNumber(trx, id) }, at);
  return { id, slug, question };
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
