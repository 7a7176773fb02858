import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as Transactions from '../src/database/transaction.ts';
import type * as Dispatch from '../src/mail/dispatch.ts';
import type * as Outbox from '../src/mail/outbox.ts';
import type * as Transport from '../src/mail/transport.ts';
import { compiled } from './built.ts';
import { Browser, newEmail } from './member.ts';
import type { TestCms } from './strapi.ts';

/** A real mail server, which keeps what it takes. */
async function startSmtp(
  options: SMTPServerOptions = {},
): Promise<{ url: string; mails: ParsedMail[]; close(): Promise<void> }> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** How mails leave. Run on each database. */
export function mailSuite(cms: () => TestCms): void {
  // Once the CMS is compiled.
  const dispatch = () => compiled<typeof Dispatch>('mail/dispatch');
  const transport = () => compiled<typeof Transport>('mail/transport').createTransport();
  const rows = (where: object) => cms().strapi.db.connection('palier_mails').where(where);
  const add = (recipient: string) =>
    compiled<typeof Transactions>('database/transaction').inTransaction(cms().strapi, (trx) =>
      compiled<typeof Outbox>('mail/outbox').addMail(
        trx,
        { recipient, kind: 'test', subject: 'Objet', text: 'Texte', html: '<p>Texte</p>' },
        new Date(),
      ),
    );
  const through = async (url: string, now?: () => Date) => {
    process.env['SMTP_URL'] = url;
    const { send, close } = transport();
    try {
      await dispatch().sendAll(cms().strapi, send, undefined, now);
    } finally {
      close();
      delete process.env['SMTP_URL'];
    }
  };

  describe('mails', () => {
    beforeAll(() => dispatch().stopMailing());
    afterAll(() => dispatch().startMailing(cms().strapi));
    beforeEach(async () => void (await rows({}).delete()));
    afterEach(() => void delete process.env['SMTP_URL']);

    it('say the same in text and in HTML, in the language of the page, and load nothing', async () => {
      const smtp = await startSmtp();
      const [french, english] = [newEmail(), newEmail()];
      await new Browser(cms()).post('signIn', { email: french });
      await new Browser(cms(), { locale: 'en' }).post('signIn', { email: english });
      await through(smtp.url);
      await smtp.close();
      const to = (email: string) => smtp.mails.find((mail) => JSON.stringify(mail.to).includes(email))!;
      expect(to(french).subject).toBe('Votre lien de connexion à Palier');
      expect(to(english).subject).toBe('Your link to sign in to Palier');
      for (const mail of [to(french), to(english)]) {
        const link = /http:\S+jeton=[\w-]{43}/.exec(mail.text ?? '')?.[0];
        expect(link).toMatch(/\/(connexion\/lien|en\/sign-in\/link)\/\?jeton=/);
        const html = String(mail.html);
        expect(html).toContain(`href="${link}"`);
        expect(html).not.toMatch(/<img|<script|<link|src=|url\(/);
        expect(html).toMatch(/<html lang="(fr|en)">/);
        expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
        expect(mail.from?.text).toContain('ne-pas-repondre@localhost');
      }
      expect((await rows({})).map(({ state, text, html }) => [state, text, html])).toEqual([
        ['sent', '', ''],
        ['sent', '', ''],
      ]);
    });

    it('go to a folder where there is no server, which nobody else may read', async () => {
      const folder = path.join(cms().env['PALIER_HOME']!, 'mails');
      rmSync(folder, { recursive: true, force: true });
      const email = newEmail();
      await new Browser(cms()).post('signIn', { email });
      const { send } = transport();
      await dispatch().sendAll(cms().strapi, send);
      const [name = ''] = readdirSync(folder);
      expect(name).toMatch(/^\d{4}-\d\d-\d\dT.*-sign-in-\w+\.eml$/);
      expect(statSync(path.join(folder, name)).mode & 0o077).toBe(0);
      const mail = await simpleParser(readFileSync(path.join(folder, name)));
      expect(mail.text).toContain('jeton=');
      mkdirSync(folder, { recursive: true });
    });

    it('leave once, however many look at the outbox at once', async () => {
      const smtp = await startSmtp();
      const addresses = Array.from({ length: 12 }, newEmail);
      for (const address of addresses) await add(address);
      await Promise.all(Array.from({ length: 4 }, () => through(smtp.url)));
      await smtp.close();
      expect(smtp.mails.map((mail) => (mail.to as { text: string }).text).sort()).toEqual([...addresses].sort());
    });

    it('that were taken by a process that died are not sent again', async () => {
      const smtp = await startSmtp();
      await add(newEmail());
      await rows({}).update({ state: 'sending', tries: 1 });
      await through(smtp.url, () => new Date(Date.now() + 86_400_000));
      await smtp.close();
      expect(smtp.mails).toEqual([]);
    });

    it('are tried again later when the server is away or busy, and given up when it says never', async () => {
      const busy = await startSmtp({
        onRcptTo({ address }, _session, done) {
          const code = address.startsWith('jamais') ? 550 : 451;
          done(Object.assign(new Error('refused'), { responseCode: code }));
        },
      });
      await add('jamais@exemple.fr');
      await add('plus-tard@exemple.fr');
      await through(busy.url);
      expect(await rows({ recipient: 'jamais@exemple.fr' })).toMatchObject([{ state: 'failed', text: '' }]);
      expect(await rows({ recipient: 'plus-tard@exemple.fr' })).toMatchObject([{ state: 'waiting', text: 'Texte' }]);
      await busy.close();
      await through(busy.url, () => new Date(Date.now() + 61_000));
      expect(await rows({ recipient: 'plus-tard@exemple.fr' })).toMatchObject([{ state: 'waiting', tries: 2 }]);

      const smtp = await startSmtp();
      await through(smtp.url);
      expect(smtp.mails).toEqual([]); // Not yet due.
      await through(smtp.url, () => new Date(Date.now() + 3_600_000));
      await smtp.close();
      expect(smtp.mails).toHaveLength(1);
      expect(await rows({ recipient: 'plus-tard@exemple.fr' })).toMatchObject([{ state: 'sent' }]);
    });

    it('are given up after six refusals', async () => {
      await add(newEmail());
      for (let day = 0; day < 8; day += 1)
        await through('smtp://127.0.0.1:9', () => new Date(Date.now() + day * 86_400_000));
      expect(await rows({})).toMatchObject([
        { state: 'failed', tries: 6, reason: expect.stringContaining('ECONNREFUSED') },
      ]);
    });
  });
}
