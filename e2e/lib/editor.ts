import type { DocumentType, Locale } from '@palier/model';
import { call } from './http.ts';

/** What editors write; threads are members'. */
type EditedType = Exclude<DocumentType, 'thread'>;

const UIDS: Record<EditedType, string> = {
  resource: 'api::resource.resource',
  'learning-path': 'api::learning-path.learning-path',
  organisation: 'api::organisation.organisation',
  service: 'api::service.service',
  event: 'api::event.event',
  'glossary-term': 'api::glossary-term.glossary-term',
  topic: 'api::topic.topic',
  sector: 'api::sector.sector',
};

/**
 * An editor at work in the Strapi admin: the calls that its content manager makes, with the session that it
 * would have.
 */
export class Editor {
  readonly #url: string;
  readonly #token: string;
  #topic: Promise<string> | undefined;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Signs in. `url` is the address of the CMS, or of the front server before it. */
  static async signIn(url: string, email: string, password: string): Promise<Editor> {
    const answer = await call(`${url}/admin/login`, { method: 'POST', body: { email, password } });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    const { data } = JSON.parse(answer.text) as { data: { token?: string; accessToken?: string } };
    return new Editor(url, data.token ?? data.accessToken ?? '');
  }

  /** Saves a new draft. */
  create(type: EditedType, fields: object, locale: Locale = 'fr'): Promise<string> {
    return this.#id('POST', UIDS[type], fields, locale);
  }

  /**
   * Saves and publishes a new document in one act, as the Publish button of a new entry does. A resource for which no
   * topic is named gets one: it would be refused.
   */
  async createPublished(type: EditedType, fields: object, locale: Locale = 'fr'): Promise<string> {
    const topics =
      (type === 'resource' || type === 'event') && !('topics' in fields) ? { topics: await this.topics(locale) } : {};
    return this.#id('POST', `${UIDS[type]}/actions/publish`, { ...topics, ...fields }, locale);
  }

  /** Value of `topics` for a resource of which a test says nothing: a topic that there is in both languages. */
  async topics(locale: Locale = 'fr'): Promise<{ connect: { documentId: string; locale: Locale }[] }> {
    this.#topic ??= this.#anyTopic();
    return { connect: [{ documentId: await this.#topic, locale }] };
  }

  async #anyTopic(): Promise<string> {
    const slug = 'theme-des-essais';
    const known = JSON.parse(await this.#send('GET', UIDS.topic, undefined, 'fr', `&filters[slug][$eq]=${slug}`)) as {
      results: { documentId: string }[];
    };
    if (known.results[0]) return known.results[0].documentId;
    const documentId = await this.create('topic', { name: 'Thème des essais', slug });
    await this.save('topic', documentId, { name: 'Topic of the tests', slug: 'topic-of-the-tests' }, 'en');
    return documentId;
  }

  /** Saves changes to the draft. */
  async save(type: EditedType, id: string, fields: object, locale: Locale = 'fr'): Promise<void> {
    await this.#send('PUT', `${UIDS[type]}/${id}`, fields, locale);
  }

  /** Saves changes and publishes them, as the Publish button does. */
  async publish(type: EditedType, id: string, fields: object = {}, locale: Locale = 'fr'): Promise<void> {
    await this.#send('POST', `${UIDS[type]}/${id}/actions/publish`, fields, locale);
  }

  async unpublish(type: EditedType, id: string, locale: Locale = 'fr'): Promise<void> {
    await this.#send('POST', `${UIDS[type]}/${id}/actions/unpublish`, {}, locale);
  }

  async delete(type: EditedType, id: string, locale?: Locale): Promise<void> {
    await this.#send('DELETE', `${UIDS[type]}/${id}`, undefined, locale ?? '*');
  }

  /** Address of the preview of a draft, as the admin asks for it when the entry is open; null when it has none. */
  async previewUrl(type: EditedType, id: string, locale: Locale = 'fr'): Promise<string | null> {
    const answer = await call(
      `${this.#url}/content-manager/preview/url/${UIDS[type]}?documentId=${id}&locale=${locale}&status=draft`,
      { headers: { authorization: `Bearer ${this.#token}` } },
    );
    if (answer.status === 204) return null;
    if (answer.status !== 200) throw new Error(`the preview address answered ${answer.status}: ${answer.text}`);
    return (JSON.parse(answer.text) as { data: { url: string } }).data.url;
  }

  async #id(method: string, path: string, fields: object, locale: string): Promise<string> {
    const { data } = JSON.parse(await this.#send(method, path, fields, locale)) as { data: { documentId: string } };
    return data.documentId;
  }

  /** @throws Error with the message that the admin would show */
  async #send(method: string, path: string, fields: object | undefined, locale: string, query = ''): Promise<string> {
    const answer = await call(`${this.#url}/content-manager/collection-types/${path}?locale=${locale}${query}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      ...(fields ? { body: fields } : {}),
    });
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
    return answer.text;
  }
}

let count = 0;

/** Fields of a complete resource but for its topics, different at each call. */
export function resourceFields(fields: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1;
  const name = `essai-${process.pid}-${count}`;
  return {
    title: `Ressource d’essai ${name}`,
    slug: name,
    summary: `Résumé de la ressource ${name}.`,
    body: `## Partie\n\nTexte de la ressource ${name}.`,
    kind: 'guide',
    maturity: 'novice',
    language: 'fr',
    ...fields,
  };
}
