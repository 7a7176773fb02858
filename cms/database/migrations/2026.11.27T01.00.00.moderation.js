'use strict';

/** What moderators did, and what they were told. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_journal', (table) => {
      table.increments('seq');
      table.string('at', 30).notNullable().index();
      table.string('by', 60).notNullable(); // `member <id>`, `admin <id>`, or `rule <name>`.
      table.string('act', 40).notNullable();
      table.string('post', 24).index();
      table.string('thread', 24);
      table.string('member', 24).index(); // Whom it is about.
      table.text('reason').notNullable();
    });
    await appendOnly(knex);

    await knex('palier_jobs').insert({ name: 'law-dates', ran_at: '', held_until: '', holder: '' });

    // One report a person and post. `reporter`: `member <id>`, or the digest of a machine.
    await knex.schema.createTable('palier_reports', (table) => {
      table.increments('id');
      table.string('post', 24).notNullable();
      table.string('reporter', 80).notNullable();
      table.string('reason', 40).notNullable();
      table.text('words').notNullable();
      table.string('at', 30).notNullable();
      table.string('settled_at', 30); // Null while nobody has dealt with it.
      table.unique(['post', 'reporter']);
      table.index(['settled_at', 'post']);
    });
  },
};

/** The database itself refuses to change what was noted. */
async function appendOnly(knex) {
  if (knex.client.dialect === 'postgresql') {
    await knex.raw(`
      CREATE FUNCTION palier_journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$`);
    await knex.raw(`
      CREATE TRIGGER palier_journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON palier_journal
      EXECUTE FUNCTION palier_journal_is_append_only()`);
    return;
  }
  for (const event of ['UPDATE', 'DELETE']) {
    await knex.raw(`
      CREATE TRIGGER palier_journal_no_${event.toLowerCase()} BEFORE ${event} ON palier_journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`);
  }
}
