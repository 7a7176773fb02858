'use strict';

/**
 * What members sign in by, what limits how often anyone does anything, and mails that wait. Tokens and codes are kept as
 * digests only. Instants are ISO 8601 text in UTC, as in the other tables of ours.
 */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_sessions', (table) => {
      table.string('id', 24).primary(); // For the list of sessions: not what the cookie holds.
      table.string('token_hash', 64).notNullable().unique();
      table.string('member', 24).notNullable().index();
      table.string('device', 80).notNullable();
      table.string('started_at', 30).notNullable();
      table.string('seen_at', 30).notNullable().index();
    });

    // One request for a link: the link, or its code, is used once, in the browser that asked.
    await knex.schema.createTable('palier_sign_ins', (table) => {
      table.string('id', 24).primary();
      table.string('token_hash', 64).notNullable().unique();
      table.string('code_hash', 64).notNullable();
      table.string('browser_hash', 64).notNullable().index();
      table.string('email', 254).notNullable().index();
      table.string('return_to', 500).notNullable();
      table.string('asked_at', 30).notNullable().index();
      table.string('used_at', 30); // Null while it can be used.
      table.integer('tries').notNullable(); // Codes that were wrong.
    });

    // A sign-in that is under way at an OpenID Connect provider.
    await knex.schema.createTable('palier_provider_requests', (table) => {
      table.string('state_hash', 64).primary();
      table.string('browser_hash', 64).notNullable();
      table.string('nonce', 64).notNullable();
      table.string('verifier', 128).notNullable();
      table.string('member', 24); // Of a member who links an account; null for a sign-in.
      table.string('return_to', 500).notNullable();
      table.string('asked_at', 30).notNullable().index();
    });

    await knex.schema.createTable('palier_identities', (table) => {
      table.string('issuer', 500).notNullable();
      table.string('subject', 255).notNullable();
      table.string('member', 24).notNullable().index();
      table.primary(['issuer', 'subject']);
    });

    // How often something was done in a span of time. `key` says what and by whom, as a digest.
    await knex.schema.createTable('palier_rates', (table) => {
      table.string('key', 64).notNullable();
      table.string('span', 40).notNullable();
      table.integer('count').notNullable();
      table.string('ends_at', 30).notNullable().index();
      table.primary(['key', 'span']);
    });

    await knex.schema.createTable('palier_mails', (table) => {
      table.string('id', 24).primary();
      table.string('recipient', 254).notNullable().index();
      table.string('kind', 40).notNullable();
      table.string('subject', 300).notNullable();
      table.text('text').notNullable();
      table.text('html').notNullable();
      table.text('headers').notNullable(); // JSON.
      table.string('created_at', 30).notNullable();
      table.string('due_at', 30).notNullable();
      table.string('state', 10).notNullable(); // waiting, sending, sent, failed.
      table.integer('tries').notNullable();
      table.string('reason', 300);
      table.index(['state', 'due_at']);
    });

    await knex('palier_jobs').insert({ name: 'members', ran_at: '', held_until: '', holder: '' });
  },
};
