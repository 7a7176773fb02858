'use strict';

/**
 * A second CMS on the database of the test. For each number on standard input it publishes as many topics at once and
 * writes one line: their identifiers. For `schedule <instant> <interval>`, in milliseconds, it looks once for what is due
 * and writes what it did. For `gaps <times> <report>` it adds a report of searches as many times at once, and writes what came of
 * each. For `tell <now>` it tells members what is due by mail then. For `register <event> <name> <times>` it registers as many
 * people of that name at once, and writes the states that they got; for `mailings` it tells those who are registered for events. It stops at the end of the input. Argument: folder of the compiled CMS.
 */
const path = require('node:path');
const { createInterface } = require('node:readline');
const { createStrapi } = require('@strapi/strapi');

let published = 0;

async function main() {
  const strapi = await createStrapi({ appDir: path.join(__dirname, '..'), distDir: process.argv[2] }).load();
  const publish = async () => {
    const slug = `autre-processus-${++published}`;
    const { documentId } = await strapi
      .documents('api::topic.topic')
      .create({ locale: 'fr', data: { name: slug, slug } });
    return documentId;
  };
  process.stdout.write('ready\n');
  const { runSchedule } = require(path.join(process.argv[2], 'src', 'schedule', 'run.js'));
  const { addSearchGaps } = require(path.join(process.argv[2], 'src', 'search-gaps', 'add.js'));
  const { sendDue } = require(path.join(process.argv[2], 'src', 'notifications', 'send.js'));
  const { actOn } = require(path.join(process.argv[2], 'src', 'registrations', 'act.js'));
  const { register } = require(path.join(process.argv[2], 'src', 'registrations', 'register.js'));
  const { runMailings } = require(path.join(process.argv[2], 'src', 'events', 'mailings.js'));
  for await (const line of createInterface({ input: process.stdin })) {
    const [order, now, interval] = line.split(' ');
    if (order === 'schedule') {
      const outcome = await runSchedule(strapi, { now: Number(now), interval: Number(interval) });
      process.stdout.write(`${JSON.stringify(outcome)}\n`);
      continue;
    }
    if (order === 'gaps') {
      const report = JSON.parse(line.slice(`gaps ${now} `.length));
      const outcomes = await Promise.all(Array.from({ length: Number(now) }, () => addSearchGaps(strapi, report)));
      process.stdout.write(`${JSON.stringify(outcomes)}\n`);
      continue;
    }
    if (order === 'tell') {
      await sendDue(strapi, new Date(Number(now)));
      process.stdout.write('told\n');
      continue;
    }
    if (order === 'register') {
      const [, event, name, times] = line.split(' ');
      const states = await Promise.all(
        Array.from({ length: Number(times) }, async (_, n) => {
          const sent = personOf(`${name}${n}`);
          const { registration } = await actOn(strapi, event, new Date(), (open) => register(open, sent));
          return registration.state;
        }),
      );
      process.stdout.write(`${states.join(' ')}\n`);
      continue;
    }
    if (order === 'mailings') {
      await runMailings(strapi);
      process.stdout.write('told\n');
      continue;
    }
    const ids = await Promise.all(Array.from({ length: Number(order) }, publish));
    process.stdout.write(`${ids.join(' ')}\n`);
  }
  await strapi.destroy();
  process.exit(0);
}

/** What the form of a member sends. */
function personOf(name) {
  const unsaid = { entity: null, sector: null, size: null, level: null, answers: {} };
  return {
    ...unsaid,
    member: `membre-${name}`,
    email: `${name}@exemple.fr`,
    name,
    key: name,
    language: 'fr',
    seats: 1,
  };
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
