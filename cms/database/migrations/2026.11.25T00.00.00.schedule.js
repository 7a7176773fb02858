'use strict';

/** When some process last looked for publications that are due: one row, 1, which is the lock of that job. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_schedule_state', (table) => {
      table.integer('id').primary();
      table.string('looked_at', 30).notNullable();
    });
    await knex('palier_schedule_state').insert({ id: 1, looked_at: '' });
  },
};
