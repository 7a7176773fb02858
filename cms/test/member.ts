import { LIVE_PAGES, type LiveAnswer, type LivePage } from '@palier/model';
import type { TestCms } from './strapi.ts';

/** A browser before the live pages, as the front server speaks for it: it keeps its cookies. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #cms: TestCms;
  readonly #machine: string;
  readonly locale: 'fr' | 'en';

  constructor(
    cms: TestCms,
    { machine = newMachine(), locale = 'fr' as const }: { machine?: string; locale?: 'fr' | 'en' } = {},
  ) {
    this.#cms = cms;
    this.#machine = machine;
    this.locale = locale;
  }

  async ask(
    method: 'GET' | 'POST',
    page: LivePage | (string & {}),
    given: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<{ answer: LiveAnswer; response: Response }> {
    const query = new URLSearchParams({ locale: this.locale, ...(method === 'GET' && given) });
    const response = await fetch(`${this.#cms.url}/api/live/${page}?${query.toString()}`, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        'x-forwarded-for': this.#machine,
        'sec-fetch-site': 'same-origin',
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(method === 'POST' && { body: new URLSearchParams(given).toString() }),
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = await response.text();
    return { answer: JSON.parse(text) as LiveAnswer, response };
  }

  async get(page: LivePage, query: Record<string, string> = {}): Promise<LiveAnswer> {
    return (await this.ask('GET', page, query)).answer;
  }

  async post(page: LivePage, fields: Record<string, string> = {}): Promise<LiveAnswer> {
    return (await this.ask('POST', page, fields)).answer;
  }

  /** Signs in by mail, with the link; the pseudonym is chosen when one is given. */
  async signIn(email: string, pseudonym?: string): Promise<this> {
    await this.post('signIn', { email });
    const { token } = await lastLink(this.#cms, email);
    await this.post('signInLink', { token });
    if (pseudonym !== undefined) await this.post('profile', { ...PROFILE, pseudonym });
    return this;
  }
}

/** A profile with nothing in it but what must be. */
export const PROFILE = { pseudonym: '', language: 'fr', level: '', entity: '', siren: '', sector: '', size: '' };

let machines = 0;

/** An address of a machine that no other test asks from. */
export const newMachine = (): string => `198.51.${Math.floor(++machines / 250)}.${(machines % 250) + 1}`;

let people = 0;

/** An address that no other test uses. */
export const newEmail = (): string => `membre-${++people}@exemple.fr`;

/** The last mail to an address that is in the outbox, with the link and the code that it holds. */
export async function lastLink(cms: TestCms, email: string): Promise<{ token: string; code: string; text: string }> {
  const row = await cms.strapi.db
    .connection('palier_mails')
    .where({ recipient: email, kind: 'sign-in' })
    .orderBy('created_at', 'desc')
    .first<{ text: string } | undefined>('text');
  if (!row) throw new Error(`no mail for ${email}`);
  const token = /jeton=([\w-]+)/.exec(row.text)?.[1] ?? '';
  const code = /\b(\d{4} \d{4})\b/.exec(row.text)?.[1] ?? '';
  return { token, code, text: row.text };
}

export const addressOf = (page: LivePage, query: Record<string, string> = {}): string => {
  const search = new URLSearchParams(query).toString();
  return LIVE_PAGES[page].fr + (search && `?${search}`);
};
