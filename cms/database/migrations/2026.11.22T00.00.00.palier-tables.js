'use strict';

const { randomUUID } = require('node:crypto');

/**
 * Tables of the change feed, of what is published and of the importer. Strapi leaves alone the tables that it did
 * not create. Instants are ISO 8601 text in UTC, so that both databases keep them to the letter.
 */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    await knex.schema.createTable('palier_feed_rows', (table) => {
      table.increments('seq'); // AUTOINCREMENT on SQLite, a sequence on PostgreSQL: a number never serves twice.
      table.string('type', 40).notNullable();
      table.string('document_id', 40).notNullable();
      table.string('at', 30).notNullable().index();
    });

    await knex.schema.createTable('palier_feed_state', (table) => {
      table.integer('id').primary(); // One row, 1.
      table.string('epoch', 40).notNullable(); // A restore gives a new one.
      table.integer('pruned_up_to').notNullable(); // Rows up to this position are gone.
      table.string('pruned_at', 30).notNullable();
    });
    await knex('palier_feed_state').insert({ id: 1, epoch: randomUUID(), pruned_up_to: 0, pruned_at: '' });

    // What readers see of each document and language. Slug and digest are null while it is not published.
    await knex.schema.createTable('palier_publications', (table) => {
      table.string('type', 40).notNullable();
      table.string('document_id', 40).notNullable();
      table.string('locale', 10).notNullable();
      table.string('slug', 120);
      table.string('digest', 64);
      table.string('first_published_at', 30).notNullable();
      table.string('updated_at', 30).notNullable();
      table.primary(['type', 'document_id', 'locale']);
      table.unique(['type', 'locale', 'slug']); // One page per address.
    });

    // Every address ever published and whose it is: redirects and "gone".
    await knex.schema.createTable('palier_addresses', (table) => {
      table.string('type', 40).notNullable();
      table.string('locale', 10).notNullable();
      table.string('slug', 120).notNullable();
      table.string('document_id', 40).notNullable();
      table.primary(['type', 'locale', 'slug']);
      table.index(['type', 'document_id']);
    });

    // References whose target is not there yet: not published (target_id), or not known at all (target_slug).
    await knex.schema.createTable('palier_waiting_references', (table) => {
      table.increments('id');
      table.string('source_type', 40).notNullable();
      table.string('source_id', 40).notNullable();
      table.string('locale', 10).notNullable();
      table.string('field', 40).notNullable();
      table.float('position').notNullable();
      table.string('target_type', 40).notNullable();
      table.string('target_id', 40);
      table.string('target_slug', 120);
      table.index(['source_type', 'source_id']);
      table.index(['target_type', 'target_id']);
      table.index(['target_type', 'target_slug']);
    });

    // What was last imported, per document, language and format. Never published.
    await knex.schema.createTable('palier_import_sources', (table) => {
      table.string('type', 40).notNullable();
      table.string('document_id', 40).notNullable();
      table.string('locale', 10).notNullable();
      table.string('format', 40).notNullable();
      table.string('slug', 120).notNullable();
      table.string('digest', 64).notNullable();
      table.text('source').notNullable();
      table.primary(['type', 'document_id', 'locale', 'format']);
      table.index(['type', 'slug']);
    });
  },
};
