'use strict';

/** What members are told, when, and what they follow. Each is told of a post once: the key says so. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    // Who does not follow any more keeps the row: taking part once again does not bring it back.
    await knex.schema.createTable('palier_follows', (table) => {
      table.string('member', 24).notNullable();
      table.string('kind', 10).notNullable(); // thread, topic, level.
      table.string('target', 120).notNullable(); // Identifier, slug, level.
      table.boolean('following').notNullable();
      table.string('at', 30).notNullable();
      table.primary(['member', 'kind', 'target']);
      table.index(['kind', 'target']);
    });

    await knex.schema.createTable('palier_notifications', (table) => {
      table.string('id', 24).primary();
      table.string('member', 24).notNullable();
      table.string('kind', 20).notNullable();
      table.string('post', 24).notNullable().index();
      table.string('at', 30).notNullable().index();
      table.string('read_at', 30);
      table.string('due_at', 30).index(); // When it goes by mail; null when it does not, or has gone.
      table.unique(['member', 'post']);
    });

    await knex.schema.createTable('palier_notification_choices', (table) => {
      table.string('member', 24).notNullable();
      table.string('kind', 20).notNullable();
      table.string('pace', 10).notNullable();
      table.primary(['member', 'kind']);
    });

    // What was looked at, whether or not someone was told: `posted`, `accepted`, `r2` for the second text.
    await knex.schema.createTable('palier_notified_events', (table) => {
      table.string('post', 24).notNullable();
      table.string('event', 10).notNullable();
      table.primary(['post', 'event']);
    });

    // How far in the change feed members were told: one row, 1, which is the lock of that job.
    await knex.schema.createTable('palier_notifier', (table) => {
      table.integer('id').primary();
      table.integer('position').notNullable();
    });
    await knex('palier_notifier').insert({ id: 1, position: 0 });

    // Mails to a member that were refused for good, one after the other.
    await knex.schema.createTable('palier_bounces', (table) => {
      table.string('member', 24).primary();
      table.integer('count').notNullable();
      table.string('reason', 300).notNullable();
      table.string('at', 30).notNullable();
    });
  },
};
