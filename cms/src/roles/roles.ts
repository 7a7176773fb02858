import { KEEP_REGISTRATIONS } from '../events/admin/permission-name.ts';
import { MODERATE } from '../moderation/admin/permission-name.ts';

/**
 * The roles of the admin, as data. A right on a type is one word here; a new type is one line in a list. Types and actions
 * that this CMS does not have are skipped.
 */
export interface Role {
  /** Identity; never changes. */
  code: string;
  name: string;
  description: string;
  /** Rights on content types, by uid. */
  content: Readonly<Record<string, readonly Right[]>>;
  /** True: sees and writes {@link PRIVATE_FIELDS} too. */
  seesPrivateFields: boolean;
  /** Other actions of Strapi: media library, users. */
  actions: readonly string[];
}

/** `publish` covers hiding as well; who may publish and not update may only hide (`guard-publication.ts`). */
export type Right = 'read' | 'create' | 'update' | 'delete' | 'publish';

/** People who left their address, what files said of them, and who wrote a post. */
export const PRIVATE_FIELDS: readonly string[] = ['contacts', 'importExtras', 'author'];

const WRITE: readonly Right[] = ['read', 'create', 'update', 'delete', 'publish'];
const READ: readonly Right[] = ['read'];
const HIDE: readonly Right[] = ['read', 'publish'];

/** What the editorial team writes. */
const CONTENT = [
  'api::resource.resource',
  'api::learning-path.learning-path',
  'api::organisation.organisation',
  'api::service.service',
  'api::glossary-term.glossary-term',
  'api::topic.topic',
  'api::sector.sector',
] as const;

/** What readers said, for whoever mends the pages. */
const OPINIONS = ['api::feedback.feedback'] as const;
const SETTLE: readonly Right[] = ['read', 'update', 'delete'];

/** What counts itself: read, and deleted once dealt with. */
const COUNTS = ['api::search-gap.search-gap'] as const;
const CLEAR: readonly Right[] = ['read', 'delete'];

/** What members write: read here, changed by moderation alone (`community/guard.ts`). */
const COMMUNITY = ['api::thread.thread', 'api::post.post'] as const;

/** What the event team runs. */
const EVENTS = ['api::event.event'] as const;

const each = (uids: readonly string[], rights: readonly Right[]) =>
  Object.fromEntries(uids.map((uid) => [uid, rights]));

const SEE_FILES = ['plugin::upload.read', 'plugin::upload.assets.download', 'plugin::upload.assets.copy-link'];
const KEEP_FILES = [...SEE_FILES, 'plugin::upload.assets.create', 'plugin::upload.assets.update'];

const KEPT = 'Droits tenus par le code : ce qu’on change ici à la main est remis au démarrage suivant.';

export const ROLES: readonly Role[] = [
  {
    code: 'palier-editor',
    name: 'Rédaction',
    description: `Écrit, publie et range tout le contenu, et ses fichiers. ${KEPT}`,
    content: { ...each(CONTENT, WRITE), ...each(EVENTS, READ), ...each(OPINIONS, SETTLE), ...each(COUNTS, CLEAR) },
    seesPrivateFields: true,
    actions: KEEP_FILES,
  },
  {
    code: 'palier-event-manager',
    name: 'Événements',
    description: `Tient l’agenda et les inscriptions ; lit le contenu. ${KEPT}`,
    content: { ...each(CONTENT, READ), ...each(EVENTS, WRITE) },
    seesPrivateFields: false,
    actions: [...SEE_FILES, KEEP_REGISTRATIONS],
  },
  {
    code: 'palier-moderator',
    name: 'Modération',
    description: `Modère la communauté ; lit le contenu et peut le retirer du site ; n’écrit, ne publie ni ne supprime. ${KEPT}`,
    content: { ...each(CONTENT, HIDE), ...each(EVENTS, HIDE), ...each(COMMUNITY, READ) },
    seesPrivateFields: false,
    actions: [...SEE_FILES, MODERATE],
  },
  {
    code: 'palier-administrator',
    name: 'Administration',
    description: `Tout le contenu, et les comptes de l’équipe ; pas les réglages techniques, réservés au super-administrateur. ${KEPT}`,
    content: {
      ...each(CONTENT, WRITE),
      ...each(EVENTS, WRITE),
      ...each(COMMUNITY, READ),
      ...each(OPINIONS, SETTLE),
      ...each(COUNTS, CLEAR),
    },
    seesPrivateFields: true,
    actions: [
      ...KEEP_FILES,
      MODERATE,
      KEEP_REGISTRATIONS,
      'admin::users.create',
      'admin::users.read',
      'admin::users.update',
      'admin::users.delete',
      'admin::roles.read', // Inviting someone shows the roles to choose from.
    ],
  },
];
