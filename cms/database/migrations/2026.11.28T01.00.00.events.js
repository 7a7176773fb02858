'use strict';

/** What calendars need to know of events, beside what editors write, and the job that keeps the time. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_event_dates', (table) => {
      table.string('event', 32).primary();
      table.text('facts').notNullable(); // JSON: what calendars hold of it, in all languages.
      table.integer('sequence').notNullable();
      table.string('revised_at', 30).notNullable();
      table.string('starts_at', 30).notNullable();
      table.string('ends_at', 30).notNullable();
      table.string('moved_from', 30); // When it was to begin before it was moved last.
      table.string('phase', 10).notNullable();
      table.string('availability', 10); // Null until someone registers.
      table.index(['phase', 'ends_at']);
    });
    await knex.schema.alterTable('palier_mails', (table) => {
      table.text('invite'); // JSON: what a calendar is to do.
    });

    // What all who are registered for an event are told, a few at a time: how far it has come is in the row.
    await knex.schema.createTable('palier_event_mailings', (table) => {
      table.string('id', 24).primary();
      table.string('event', 24).notNullable();
      table.string('kind', 20).notNullable();
      table.string('key', 64).notNullable(); // Once for each: the SEQUENCE of a change, the start that one is reminded of.
      table.text('content').notNullable(); // JSON.
      table.string('created_at', 30).notNullable();
      table.string('after', 24).notNullable(); // The last registration that was told.
      table.string('done_at', 30).index();
      table.integer('told').notNullable();
      table.unique(['event', 'kind', 'key']);
    });
    await knex('palier_jobs').insert({ name: 'event-clock', ran_at: '', held_until: '', holder: '' });
  },
};
