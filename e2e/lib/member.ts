import { LIVE_PAGES, type LiveAnswer, type LivePage } from '@palier/model';
import type { BrowserContextOptions } from 'playwright-core';
import { mailTo } from './mails.ts';
import type { Hub } from './hub.ts';

/** A page, or the refusal of one, as the front server answers a script. */
type Answered = Exclude<LiveAnswer, { kind: 'refused' }> | { error: { status: number } };

let keys = 0;

/** A member at the forms of the hub, without a browser: faster, and free to send what a browser would not. */
export class Member {
  readonly #hub: Hub;
  readonly #cookies = new Map<string, string>();

  private constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Signs in by the code of the mail, and fills in the profile. */
  static async signIn(hub: Hub, email: string, profile: Record<string, string>): Promise<Member> {
    const member = new Member(hub);
    await member.post('signIn', { email });
    await member.post('signInCode', { code: (await mailTo(hub, email)).code });
    await member.saveProfile(profile);
    return member;
  }

  /** @throws when it is not taken */
  async saveProfile(profile: Record<string, string>): Promise<void> {
    const empty = { language: 'fr', level: '', entity: '', siren: '', sector: '', size: '' };
    const answer = await this.post('profile', { ...empty, ...profile });
    const isSaved = 'kind' in answer && answer.kind === 'redirect' && !answer.to.startsWith(LIVE_PAGES.signIn.fr);
    if (!isSaved) throw new Error(`no profile: ${JSON.stringify(answer)}`);
  }

  get(page: LivePage, query: Record<string, string> = {}): Promise<Answered> {
    return this.#ask(`${LIVE_PAGES[page].fr}?${new URLSearchParams(query).toString()}`);
  }

  post(page: LivePage, fields: Record<string, string>): Promise<Answered> {
    return this.#ask(LIVE_PAGES[page].fr, new URLSearchParams(fields));
  }

  /**
   * Posts a text, and confirms it when it exposes something.
   *
   * @returns the identifier of the post
   * @throws when it is not taken
   */
  async write(page: 'ask' | 'reply' | 'edit', given: Record<string, string>): Promise<string> {
    const fields = { key: `${process.pid}-${++keys}-cle-des-essais`, level: 'novice', intent: 'send', ...given };
    let answer = await this.post(page, fields);
    if ('kind' in answer && answer.kind === 'page' && 'exposed' in answer.data! && answer.data.exposed !== '')
      answer = await this.post(page, { ...fields, intent: 'confirm', exposed: answer.data.exposed });
    const to = 'kind' in answer && answer.kind === 'redirect' ? answer.to : '';
    const post = new URLSearchParams(to.split('?')[1]).get('message');
    if (post === null) throw new Error(`${given['body']} was not posted: ${JSON.stringify(answer).slice(0, 1000)}`);
    return post;
  }

  /** The session, for a browser. */
  get state(): NonNullable<Exclude<BrowserContextOptions['storageState'], string>> {
    const { hostname: domain } = new URL(this.#hub.url);
    const rest = { domain, path: '/', expires: -1, httpOnly: false, secure: false, sameSite: 'Lax' as const };
    return { cookies: [...this.#cookies].map(([name, value]) => ({ name, value, ...rest })), origins: [] };
  }

  async #ask(path: string, body?: URLSearchParams): Promise<Answered> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#hub.url + path, {
      headers: { cookie, accept: 'application/json' },
      ...(body && { method: 'POST', body }),
    });
    for (const header of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return (await response.json()) as Answered;
  }
}
