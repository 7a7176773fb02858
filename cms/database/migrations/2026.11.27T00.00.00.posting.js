'use strict';

/** What members do with posts. Each rule that counts is a key: one vote a member and post, one post a key. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_votes', (table) => {
      table.string('post', 24).notNullable();
      table.string('member', 24).notNullable().index();
      table.string('at', 30).notNullable();
      table.primary(['post', 'member']);
    });

    // A form that is sent twice makes one post: the browser gives each a key.
    await knex.schema.createTable('palier_post_keys', (table) => {
      table.string('member', 24).notNullable();
      table.string('key', 64).notNullable();
      table.string('post', 24).notNullable();
      table.string('at', 30).notNullable().index();
      table.primary(['member', 'key']);
    });

    // What a post said before each change. Readers are shown when, its author and moderators what.
    await knex.schema.createTable('palier_post_revisions', (table) => {
      table.string('post', 24).notNullable();
      table.integer('revision').notNullable();
      table.string('title', 150); // Of a question.
      table.text('body').notNullable();
      table.string('changed_at', 30).notNullable();
      table.string('changed_by', 60).notNullable(); // As in the journal: `member <id>` or `admin <id>`.
      table.primary(['post', 'revision']);
    });
  },
};
