'use strict';

/** What keeps spam out without any third party. Each rule that counts is a key: two processes agree. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    // Why a post waits for a moderator.
    await knex.schema.createTable('palier_holds', (table) => {
      table.string('post', 24).notNullable();
      table.string('rule', 20).notNullable();
      table.string('at', 30).notNullable();
      table.primary(['post', 'rule']);
    });

    // Texts that were posted not long ago, as digests: the same text is not taken again before `until`.
    await knex.schema.createTable('palier_payloads', (table) => {
      table.string('key', 64).primary();
      table.string('member', 24).notNullable().index(); // Whose post it is.
      table.string('until', 30).notNullable().index();
    });

    // Proofs of work that were used: each counts once.
    await knex.schema.createTable('palier_proofs', (table) => {
      table.string('signature', 64).primary(); // Of the challenge.
      table.string('expires_at', 30).notNullable().index();
    });

    await knex.schema.createTable('palier_blocked_domains', (table) => {
      table.string('domain', 253).primary();
      table.text('reason').notNullable();
      table.string('by', 60).notNullable(); // As in the journal.
      table.string('at', 30).notNullable();
    });

    await knex.schema.alterTable('palier_journal', (table) => {
      table.string('domain', 253); // Which is blocked, or no longer.
    });
  },
};
