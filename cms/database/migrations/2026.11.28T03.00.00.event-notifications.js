'use strict';

/** Members are told of events too: what a row is about is a post or an event, as its kind says. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.alterTable('palier_notifications', (table) => {
      table.renameColumn('post', 'target');
    });
  },
};
