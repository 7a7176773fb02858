import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type * as PersonalData from '../src/members/personal-data.ts';
import type * as Retention from '../src/members/retention.ts';
import type { Member } from '../src/members/members.ts';
import { compiled } from './built.ts';
import { Browser } from './member.ts';
import { writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

const DAY_MS = 24 * 3_600_000;

/** What a member's account has to do with the events that they registered for. Run on each database. */
export function registrationsDataSuite(cms: () => TestCms): void {
  const { rows, write, newMember } = writersOf(cms);
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

  /** An event that ended so many days ago, at which a member has a seat. */
  async function seatAt(member: Member, daysAgo: number): Promise<string> {
    const event = randomBytes(12).toString('hex');
    await rows('palier_event_seats', {}).insert({
      event,
      taken: 1,
      next_place: 1,
      starts_at: ago(daysAgo + 0.1),
      ends_at: ago(daysAgo),
      unsettled: false,
    });
    await rows('palier_registrations', {}).insert({
      id: randomBytes(12).toString('hex'),
      event,
      member: member.document_id,
      email: member.email,
      name: 'Camille',
      answers: '{}',
      language: 'fr',
      seats: 1,
      state: 'seated',
      created_at: ago(daysAgo + 1),
      confirmed_at: ago(daysAgo + 1),
    });
    return event;
  }

  const nameAt = (event: string) => rows('palier_registrations', { event }).pluck<(string | null)[]>('name');
  const takenAt = (event: string) => rows('palier_event_seats', { event }).pluck<number[]>('taken');

  describe('registrations', () => {
    it('are in the file of a member’s data, and are emptied and cancelled with the account', async () => {
      const member = await newMember();
      const event = await seatAt(member, -1);
      const browser = await new Browser(cms()).signIn(member.email!);
      const { json } = (await browser.get('exportData')) as { json: Record<string, unknown> };
      expect(json['registrations']).toMatchObject([{ event, name: 'Camille', state: 'seated' }]);
      const { eraseMember } = compiled<typeof PersonalData>('members/personal-data');
      await write((context) => eraseMember(cms().strapi, context, member, 'keep'));
      expect([await nameAt(event), await takenAt(event)]).toEqual([[null], [0]]);
    });

    it('are emptied ninety days after the event', async () => {
      const member = await newMember();
      const [recent, old] = [await seatAt(member, 89), await seatAt(member, 91)];
      await compiled<typeof Retention>('members/retention').eraseOldMembers(cms().strapi);
      expect([await nameAt(recent), await nameAt(old)]).toEqual([['Camille'], [null]]);
    });
  });
}
