import type { DocumentState, Organisation, Resource, Topic } from '@palier/model';
import { LEVELS } from '@palier/model/levels';
import { randomFrom } from '@palier/model/test/random';

/**
 * Made-up content for measurements: as many resources as asked, about 10 kB of Markdown each, with the shape of
 * real guides (headings, lists, links, tables). The same number gives the same documents.
 */

const WORDS =
  'sécurité sauvegarde réseau entité mesure incident annexe directive prestataire accès compte journal secours plan risque agent service données poste serveur cloisonnement notification autorité délai contrôle preuve exercice sensibilisation vulnérabilité correctif'.split(
    ' ',
  );

const id = (prefix: string, n: number) => `${prefix}${String(n).padStart(24 - prefix.length, '0')}`;
const instant = (n: number) => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();

function sentence(random: () => number): string {
  const words = Array.from(
    { length: 8 + Math.floor(random() * 14) },
    () => WORDS[Math.floor(random() * WORDS.length)]!,
  );
  const text = words.join(' ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

/** Five sentences. */
export const paragraph = (random: () => number) => Array.from({ length: 5 }, () => sentence(random)).join(' ');

/** Markdown of one guide, about 10 kB. */
export function body(n: number): string {
  const random = randomFrom(n);
  const sections = Array.from({ length: 6 }, (_, i) =>
    [
      `## Partie ${i + 1} : ${sentence(random).slice(0, 40)}`,
      paragraph(random),
      `- ${sentence(random)}\n- ${sentence(random)}\n- **${sentence(random)}**`,
      paragraph(random),
      `Voir l’[article 21](https://example.org/article-${n}-${i}) et \`mesure-${i}\`.`,
    ].join('\n\n'),
  );
  return [...sections, '| Mesure | Délai |\n|---|---|\n| Sauvegarde | 24 h |\n| Restauration | 72 h |'].join('\n\n');
}

export function resourceOf(n: number): Resource {
  const random = randomFrom(n + 1_000_000);
  return {
    type: 'resource',
    documentId: id('resource', n),
    locale: 'fr',
    slug: `ressource-${n}`,
    firstPublishedAt: instant(n),
    updatedAt: instant(n),
    title: `Ressource ${n} : ${sentence(random).slice(0, 50)}`,
    summary: `${sentence(random)} ${sentence(random)}`,
    keywords: [],
    body: body(n),
    kind: 'guide',
    maturity: LEVELS[n % LEVELS.length]!,
    startHere: false,
    audiences: [],
    topics: [id('topic', n % 20), id('topic', (n * 7) % 20)].filter((value, i, all) => all.indexOf(value) === i),
    sectors: [],
    nis2Articles: ['21(2)(c)'],
    publisher: id('organisation', n % 50),
    externalUrl: null,
    linkCheck: null,
    year: 2020 + (n % 7),
    language: 'fr',
    prerequisites: n > 0 ? [id('resource', n - 1)] : [],
    nextSteps: [],
    attachments: [],
    reviewedAt: null,
    lawDate: null,
  };
}

const common = (prefix: string, n: number) => ({
  documentId: id(prefix, n),
  locale: 'fr' as const,
  slug: `${prefix}-${n}`,
  firstPublishedAt: instant(n),
  updatedAt: instant(n),
});

/** Everything: the resources asked for, the 20 topics and 50 organisations that they name. */
export function* corpus(resources: number): Generator<DocumentState> {
  for (let n = 0; n < 20; n += 1) {
    const topic: Topic = { type: 'topic', ...common('topic', n), name: `Thème ${n}`, description: '' };
    yield stateOf(topic);
  }
  for (let n = 0; n < 50; n += 1) {
    const organisation: Organisation = {
      type: 'organisation',
      ...common('organisation', n),
      name: `Organisation ${n}`,
      acronym: null,
      tagline: '',
      body: '',
      kinds: [],
      tags: [],
      url: null,
      noteId: null,
    };
    yield stateOf(organisation);
  }
  for (let n = 0; n < resources; n += 1) yield stateOf(resourceOf(n));
}

export function stateOf(document: DocumentState['versions'][number]): DocumentState {
  const { type, documentId, locale, slug } = document;
  return { type, documentId, addresses: [{ locale, slug }], versions: [document] };
}
