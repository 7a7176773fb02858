'use strict';

/** Reports of searches that found nothing, which are counted once, and the row of the job that erases what is old. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_search_gap_reports', (table) => {
      table.string('id', 36).primary();
      table.string('received_on', 10).notNullable().index(); // ISO 8601 text, as in the other tables of ours.
    });
    await knex('palier_jobs').insert({ name: 'search-gaps', ran_at: '', held_until: '', holder: '' });
  },
};
