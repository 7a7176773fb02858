'use strict';

/** Threads whose numbers of votes readers are to see anew: votes come in numbers, a page is made again once for many. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_voted_threads', (table) => {
      table.string('thread', 24).primary();
    });
  },
};
