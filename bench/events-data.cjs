'use strict';

/**
 * Fills the database of a hub that does not run, as its CMS would: `node bench/events-data.cjs <registrations>`, in the environment
 * of the CMS. The last line is, in JSON, what the measurements ask with and of: what the cookies of members hold (`sessions`), and
 * the event that has the registrations already (`event`), with its seats (`capacity`).
 */
const { createRequire } = require('node:module');
const path = require('node:path');
const { randomFrom } = require('@palier/model/test/random');
const { paragraph } = require('./corpus.ts');

/** As many as the largest feed holds. */
const EVENTS = 5000;
/** Each registers once. */
const MEMBERS = 2500;
/** Of those who come in the measurement, some find a seat. */
const SEATS_LEFT = 500;
/** Events published at a time. */
const BATCH = 50;

const CMS = path.resolve(__dirname, '../cms');
const DIST = path.join(CMS, 'dist');
const load = createRequire(path.join(CMS, 'package.json'));
const compiled = (name) => load(path.join(DIST, 'src', `${name}.js`));

async function main() {
  const strapi = await load('@strapi/strapi').createStrapi({ appDir: CMS, distDir: DIST }).load();
  const { writeTransaction } = compiled('database/transaction');
  const { newId } = compiled('community/rows');
  const now = new Date();
  const registrations = Number(process.argv[2]);
  const capacity = registrations + SEATS_LEFT;
  const sessions = await writeTransaction(strapi, ({ trx }) => addMembers(trx, now));
  const random = randomFrom(6);
  let event = '';
  for (let first = 0; first < EVENTS; first += BATCH)
    await writeTransaction(strapi, async (write) => {
      const ids = [];
      for (let n = first; n < first + BATCH; n += 1) {
        const id = newId();
        await addEvent(write.trx, id, n, random, n === 0 ? capacity : null, now);
        await compiled('events/revise').followEvent(strapi, write, id);
        if (n === 0) event = id;
        ids.push(id);
      }
      await compiled('published/publications').refresh(strapi, write, 'event', ids, 'refuse');
    });
  await writeTransaction(strapi, (write) =>
    compiled('registrations/example').fillExample(strapi, write, event, registrations, now),
  );
  await strapi.destroy();
  // What is written to a pipe leaves in its own time.
  process.stdout.write(`${JSON.stringify({ sessions, event, capacity })}\n`, () => process.exit(0));
}

async function addMembers(trx, now) {
  const { insertMember } = compiled('community/rows');
  const { startSession } = compiled('members/sessions');
  const sessions = [];
  for (let n = 0; n < MEMBERS; n += 1) {
    const email = `mesure-${n}@exemple.fr`;
    const names = { pseudonym: `Noisetier ${n}`, pseudonymKey: `noisetier ${n}` };
    await insertMember(trx, { email, ...names, official: false, language: 'fr' }, now);
    const { document_id: id } = await trx('members').where({ email }).first('document_id');
    sessions.push(await startSession(trx, id, 'Mesure', now));
  }
  return sessions;
}

async function addEvent(trx, id, n, random, capacity, now) {
  const startsAt = new Date(now.getTime() + (n + 30) * 3_600_000);
  await trx('events').insert({
    document_id: id,
    locale: 'fr',
    title: `Atelier ${n} : ${paragraph(random).slice(0, 60)}`,
    slug: `atelier-${n}`,
    summary: paragraph(random).slice(0, 200),
    body: paragraph(random),
    maturity: 'novice',
    format: 'online',
    time_zone: ['Europe/Paris', 'Indian/Reunion', 'America/Cayenne'][n % 3],
    starts_at: startsAt,
    ends_at: new Date(startsAt.getTime() + 3_600_000),
    language: 'fr',
    registration: 'here',
    capacity,
    group_max: 1,
    waitlist: 'direct',
    offer_hours: 48,
    created_at: now,
    updated_at: now,
    published_at: now,
  });
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
