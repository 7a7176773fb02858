import { afterAll, beforeAll } from 'vitest';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type { Member } from '../src/members/members.ts';
import type * as Choices from '../src/notifications/choices.ts';
import type * as Follows from '../src/notifications/follows.ts';
import type * as Notify from '../src/notifications/notify.ts';
import type * as Run from '../src/notifications/run.ts';
import type * as Send from '../src/notifications/send.ts';
import { compiled } from './built.ts';
import { writersOf } from './posts.ts';
import type { TestCms } from './strapi.ts';

/** Stops what tells members by itself, and sends mails, while the tests of a suite do it. */
export function stopTelling(cms: () => TestCms): void {
  beforeAll(async () => {
    await compiled<typeof Run>('notifications/run').stopNotifying();
    await compiled<typeof Dispatch>('mail/dispatch').stopMailing();
  });
  afterAll(() => {
    compiled<typeof Dispatch>('mail/dispatch').startMailing(cms().strapi);
    compiled<typeof Run>('notifications/run').startNotifying(cms().strapi);
  });
}

/** What members follow and choose, and what they are told, by the hub's own functions. */
export function notifiedOf(cms: () => TestCms) {
  const { rows, read } = writersOf(cms);
  const follows = () => compiled<typeof Follows>('notifications/follows');
  const notify = () => compiled<typeof Notify>('notifications/notify').notify(cms().strapi);
  const sendAt = (at: Date) => compiled<typeof Send>('notifications/send').sendDue(cms().strapi, at);
  return {
    notify,
    sendAt,
    sendIn: (ms: number) => sendAt(new Date(Date.now() + ms)),

    follow: (member: Member, kind: Follows.Followed['kind'], target: string) =>
      read((trx) => follows().follow(trx, member.document_id, { kind, target }, new Date())),

    unfollow: (member: Member, kind: Follows.Followed['kind'], target: string) =>
      read((trx) => follows().unfollow(trx, member.document_id, { kind, target }, new Date())),

    choose: (member: Member, chosen: Parameters<typeof Choices.saveChoices>[2], now = new Date()) =>
      read((trx) =>
        compiled<typeof Choices>('notifications/choices').saveChoices(trx, member.document_id, chosen, now),
      ),

    /** Kinds and posts, or events, that a member was told of, once everything that happened is told. */
    async told({ document_id: member }: Member): Promise<[string, string][]> {
      await notify();
      const found = await rows('palier_notifications', { member }).orderBy('at').select('kind', 'target');
      return found.map(({ kind, target }) => [kind as string, target as string]);
    },

    mailsTo: async ({ email }: Member): Promise<{ subject: string; text: string; html: string; headers: string }[]> =>
      (await rows('palier_mails', { recipient: email, kind: 'notification' })
        .orderBy('created_at')
        .select('*')) as never,
  };
}
