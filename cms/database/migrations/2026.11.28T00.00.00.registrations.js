'use strict';

/** Who has a seat at an event, who waits for one, and who is offered one. */
module.exports = {
  /** @param {import('knex').Knex} knex */
  async up(knex) {
    // One row an event. It is the lock of all that concerns the event's seats.
    await knex.schema.createTable('palier_event_seats', (table) => {
      table.string('event', 24).primary();
      table.integer('taken').notNullable(); // Seats of those who have one and of those who are offered one.
      table.integer('next_place').notNullable(); // On the waiting list.
      // As last published: what is erased and forgotten goes by them.
      table.string('starts_at', 30).notNullable();
      table.string('ends_at', 30).notNullable().index();
      table.boolean('unsettled').notNullable(); // Seats were freed, and nobody has been given them yet.
      table.check('taken >= 0', {}, 'palier_event_seats_taken');
    });

    await knex.schema.createTable('palier_registrations', (table) => {
      table.string('id', 24).primary();
      table.string('event', 24).notNullable();
      // Who it is: null once it is forgotten. A visitor is no member.
      table.string('member', 24).index();
      table.string('email', 254).index();
      table.string('name', 200);
      table.string('entity', 200);
      table.text('answers'); // JSON.
      table.string('key', 64); // Of the form: sent again, it makes nothing more.
      // What figures are made of, and is kept.
      table.string('sector', 120);
      table.string('size', 10);
      table.string('level', 20);
      table.string('language', 2).notNullable();
      table.integer('seats').notNullable();
      table.string('state', 12).notNullable();
      table.integer('place'); // On the waiting list; null for who never waited.
      table.string('offer_expires_at', 30);
      table.string('created_at', 30).notNullable();
      table.string('confirmed_at', 30); // When the address was proven.
      table.string('ended_at', 30);
      table.string('attended_at', 30);
      table.unique(['event', 'email', 'key']);
      table.unique(['event', 'place']);
      table.index(['event', 'state', 'place']);
      table.check('seats >= 1', {}, 'palier_registrations_seats');
      table.check(
        "state in ('unconfirmed', 'seated', 'waiting', 'offered', 'cancelled', 'lapsed')",
        {},
        'palier_registrations_state',
      );
      table.check(
        "state not in ('seated', 'waiting', 'offered') or confirmed_at is not null",
        {},
        'palier_registrations_confirmed',
      );
      table.check("state not in ('waiting', 'offered') or place is not null", {}, 'palier_registrations_place');
      table.check("state <> 'offered' or offer_expires_at is not null", {}, 'palier_registrations_offer');
    });

    await knex.raw(`
      CREATE UNIQUE INDEX palier_registrations_live ON palier_registrations (event, email)
      WHERE state IN ('unconfirmed', 'seated', 'waiting', 'offered')`);
    await knex.raw(`
      CREATE INDEX palier_registrations_offers ON palier_registrations (offer_expires_at) WHERE state = 'offered'`);
    await knex.raw(`
      CREATE INDEX palier_registrations_unconfirmed ON palier_registrations (created_at) WHERE state = 'unconfirmed'`);
  },
};
