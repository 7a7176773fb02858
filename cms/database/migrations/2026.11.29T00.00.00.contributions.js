'use strict';

/** What visitors choose to tell at the end of a tool: counts by month, and nothing of who told. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_contributions', (table) => {
      table.string('month', 7).notNullable(); // `2026-10`, UTC.
      table.string('tool', 20).notNullable();
      table.string('result', 30).notNullable();
      table.string('sector', 120).notNullable(); // '' for none: a key tells no two nulls apart.
      table.string('size', 10).notNullable(); // The same.
      table.integer('n').notNullable();
      table.primary(['month', 'tool', 'result', 'sector', 'size']);
      table.check('n >= 1', {}, 'palier_contributions_n');
    });
  },
};
