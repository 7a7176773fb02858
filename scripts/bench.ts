/** `npm run bench -- publish|full|weight|relevance|search|community|events|nis2 …`: measures, and prints one JSON object on its last line. */
import { parseArgs } from 'node:util';
import { BUILDS, ensureBuilt } from './lib/build.ts';
import { Failure, runCommand } from './lib/failure.ts';
import { withProgress } from './lib/progress.ts';
import { untilStopped } from './lib/signals.ts';

const HELP = `Usage : npm run bench -- publish|full|weight|relevance|search|community|events|nis2 [--docs N] [--judgements FICHIER]

  publish   du clic sur Publier aux octets servis et au résultat de recherche, mémoire, redémarrage
  full      publication complète, comparée à astro build et à Hugo sur les mêmes pages
  weight    poids des pages compressées et notes de Lighthouse, sur le premier contenu
  relevance ce que trouvent des requêtes jugées : les deux moteurs, Meilisearch sans réglage, sous-chaîne
  search    temps d’une recherche (50000 documents, 20 à la fois), poids du script, premier résultat à l’écran
  community voter et répondre à 20 à la fois parmi 50000 messages, et le temps jusqu’au fichier
  events    s’inscrire à 20 à la fois parmi 10000 inscriptions, le calendrier de 5000 événements, un déplacement
  nis2      verdicts par seconde, poids du script de « Suis-je concerné ? »
  --docs N  nombre de documents (10000 ; search et community : 50000)
  --judgements FICHIER  d’autres jugements que ceux de search/relevance (mêmes colonnes)
La dernière ligne est un objet JSON.
`;

await runCommand(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      docs: { type: 'string' },
      judgements: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const name = positionals[0];
  const documents = Number(values.docs ?? (name === 'search' || name === 'community' ? 50_000 : 10_000));
  if (!Number.isInteger(documents) || documents < 1)
    throw new Failure(`--docs ${values.docs} n’est pas un nombre de documents.`, 'Donnez un entier positif.');
  const { signal } = untilStopped();
  for (const part of BUILDS) await ensureBuilt(part, { signal, step: withProgress });
  process.stdout.write(`${JSON.stringify(await measure(name, documents, values.judgements))}\n`);
  return 0;
});

async function measure(name: string | undefined, documents: number, judgements: string | undefined): Promise<object> {
  switch (name) {
    case 'publish':
      return (await import('../bench/publish.ts')).benchPublish(documents);
    case 'full':
      return (await import('../bench/full.ts')).benchFull(documents);
    case 'weight':
      return (await import('../bench/weight.ts')).benchWeight();
    case 'relevance':
      return (await import('../bench/relevance.ts')).benchRelevance(judgements);
    case 'search':
      return (await import('../bench/search.ts')).benchSearch(documents);
    case 'community':
      return (await import('../bench/community.ts')).benchCommunity(documents);
    case 'events':
      return (await import('../bench/events.ts')).benchEvents(documents);
    case 'nis2':
      return (await import('../bench/nis2.ts')).benchNis2();
    default:
      throw new Failure(
        `mesure inconnue : ${name ?? '(aucune)'}.`,
        'Mesures : publish, full, weight, relevance, search, community, events, nis2.',
      );
  }
}
