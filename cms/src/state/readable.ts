import type { Core } from '@strapi/strapi';

/** What Strapi knows of the rights of the person who asks. */
type Ability = object;

interface PermissionChecker {
  can: { read(entity?: unknown, field?: string): boolean };
  sanitizedQuery: { read(query: object): Promise<Record<string, unknown>> };
}

interface CheckerService {
  create(options: { userAbility: Ability; model: string }): PermissionChecker;
}

/** Of the document service, what takes a query that Strapi made. */
interface DocumentReader {
  count(query: object): Promise<number>;
  findMany(query: object): Promise<{ documentId: string }[]>;
}

/** One person's view of the content: what their role may read in the content manager, and no more. */
export class Readable {
  readonly #strapi: Core.Strapi;
  readonly #ability: Ability;

  constructor(strapi: Core.Strapi, ability: Ability) {
    this.#strapi = strapi;
    this.#ability = ability;
  }

  #checker(uid: string): PermissionChecker {
    const service = this.#strapi.plugin('content-manager').service<CheckerService>('permission-checker');
    return service.create({ userAbility: this.#ability, model: uid });
  }

  /** True when the role may read documents of the type and, of them, these fields. */
  may(uid: string, ...fields: string[]): boolean {
    const { can } = this.#checker(uid);
    return can.read() && fields.every((field) => can.read(undefined, field));
  }

  /** Number of drafts (rows, for types without drafts) that match and that the role may read. */
  async count(uid: string, query: object): Promise<number> {
    const allowed = await this.#checker(uid).sanitizedQuery.read(query);
    return this.#documents(uid).count(allowed);
  }

  /** Of these documents, the identifiers of those that the role may read. */
  async among(uid: string, documentIds: string[]): Promise<Set<string>> {
    if (documentIds.length === 0 || !this.may(uid)) return new Set();
    const allowed = await this.#checker(uid).sanitizedQuery.read({
      fields: ['documentId'],
      filters: { documentId: { $in: documentIds } },
      locale: '*',
      limit: -1,
    });
    const found = await this.#documents(uid).findMany(allowed);
    return new Set(found.map(({ documentId }) => documentId));
  }

  #documents(uid: string) {
    return this.#strapi.documents(uid as 'api::resource.resource') as unknown as DocumentReader;
  }
}
