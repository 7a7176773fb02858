'use strict';

/** What the link checker found at each external address, and the row that each scheduled job is taken by. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    // Dates are ISO 8601 text, so that both databases keep them to the letter.
    await knex.schema.createTable('palier_link_checks', (table) => {
      // No longer than 2,000 bytes: PostgreSQL indexes 2,700 at most.
      table.string('url', 2000).primary();
      table.string('asked_on', 10).notNullable(); // Last time that it was asked, whatever came of it.
      table.string('checked_on', 10); // Last check that `status` follows from; null while there is none.
      table.string('status', 10); // 'ok', 'broken', or null: nobody can say yet.
      table.integer('code'); // Last status of HTTP; null when none came.
      table.bigInteger('size');
      table.string('mime', 120);
      table.integer('failures').notNullable(); // Days in a row on which it failed.
      table.string('failed_on', 10); // The last of them.
      table.string('reason', 40); // Why the last check was no success.
      table.index('status');
    });

    // A job runs in one process at a time: the one whose update of the row succeeds.
    await knex.schema.createTable('palier_jobs', (table) => {
      table.string('name', 40).primary();
      table.string('ran_at', 30).notNullable(); // When it last ended; '' before.
      table.string('held_until', 30).notNullable(); // A holder that dies loses it then; '' while nobody holds it.
      table.string('holder', 40).notNullable();
    });
    await knex('palier_jobs').insert(
      ['links', 'feedback'].map((name) => ({ name, ran_at: '', held_until: '', holder: '' })),
    );
  },
};
