'use strict';

/** What calendars need to know of events, beside what editors write, and the job that keeps the time. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_event_dates', (table) => {
      table.string('event', 32).primary();
      table.string('digest', 64).notNullable(); // Of what calendars hold of it, in all languages.
      table.integer('sequence').notNullable();
      table.string('revised_at', 30).notNullable();
      table.string('starts_at', 30).notNullable();
      table.string('ends_at', 30).notNullable();
      table.string('moved_from', 30); // When it was to begin before it was moved last.
      table.string('phase', 10).notNullable();
      table.string('availability', 10); // Null until someone registers.
      table.index(['phase', 'ends_at']);
    });
    await knex('palier_jobs').insert({ name: 'event-clock', ran_at: '', held_until: '', holder: '' });
  },
};
