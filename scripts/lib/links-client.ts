import { request, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { Failure } from './failure.ts';

const checkedLink = z.object({
  url: z.string(),
  verdict: z.enum(['ok', 'failed', 'unknown']),
  status: z.enum(['ok', 'broken']).nullable(),
  code: z.number().nullable(),
  reason: z.string().nullable(),
});

const brokenLink = z.object({
  url: z.string(),
  code: z.number().nullable(),
  reason: z.string(),
  holders: z.array(z.object({ type: z.string(), title: z.string(), locale: z.string() })),
});

const summary = z.object({ checked: z.number(), ok: z.number(), broken: z.number(), unknown: z.number() });

const line = z.union([
  z.object({ link: checkedLink }),
  z.object({ summary, broken: z.array(brokenLink) }),
  z.object({ error: z.string() }),
]);

export type CheckedLink = z.infer<typeof checkedLink>;
export type BrokenLink = z.infer<typeof brokenLink>;

export interface LinksReport {
  summary: z.infer<typeof summary>;
  broken: BrokenLink[];
}

/** What each reason means, for the person at the keyboard. */
const REASONS = new Map<string | null, string>(
  Object.entries({
    scheme: 'ni http ni https',
    private: 'mène à un réseau privé',
    timeout: 'pas de réponse à temps',
    network: 'le réseau du hub n’y mène pas',
    dns: 'ce nom de domaine n’existe pas',
    connection: 'connexion refusée ou rompue',
    certificate: 'certificat refusé',
    'certificate-chain': 'chaîne de certificats incomplète',
    malformed: 'réponse illisible',
    redirects: 'trop de redirections',
    robots: 'robots.txt ne le permet pas',
    'robots-unavailable': 'robots.txt illisible',
  }),
);

/** Why a link does not work, in a few words. */
export function describeLink({ code, reason }: { code: number | null; reason: string | null }): string {
  if (reason === 'status') return `répond ${code}`;
  return REASONS.get(reason) ?? 'sans réponse';
}

/**
 * Makes a running CMS check every link, and resolves when it is done; hanging up stops it.
 * @param onLink told of each link as it is checked.
 * @throws Failure when the CMS refuses or breaks off; the reason of `signal` when aborted.
 */
export async function checkLinks(options: {
  cmsUrl: string;
  token: string;
  signal: AbortSignal;
  onLink: (link: CheckedLink) => void;
}): Promise<LinksReport> {
  const { cmsUrl, token, signal, onLink } = options;
  const answer = await post(`${cmsUrl}/api/links/check`, token, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Failure(
      `le CMS ne répond pas à ${cmsUrl} (${error instanceof Error ? error.message : String(error)}).`,
      'Voyez logs/cms.log dans le dossier du hub.',
    );
  });
  switch (answer.statusCode) {
    case 200:
      break;
    case 401:
      throw new Failure('le CMS refuse le jeton.', 'Donnez l’IMPORT_TOKEN avec lequel il a été lancé.');
    case 409:
      throw new Failure('les liens sont déjà en cours de vérification.', 'Recommencez quand c’est fini.');
    default:
      throw new Failure(`le CMS répond ${answer.statusCode}.`, 'Voyez logs/cms.log dans le dossier du hub.');
  }
  try {
    for await (const text of linesOf(answer)) {
      const said = line.parse(JSON.parse(text));
      if ('link' in said) onLink(said.link);
      else if ('summary' in said) return said;
      else throw new Error(said.error);
    }
    throw new Error('the answer has no end');
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure(
      'la vérification s’est arrêtée avant la fin ; ce qui a été vérifié est gardé.',
      'Voyez logs/cms.log dans le dossier du hub, puis recommencez.',
      [String(error)],
    );
  } finally {
    answer.destroy();
  }
}

/** The lines of an answer as they come; throws when it breaks off, which `node:readline` keeps to itself. */
async function* linesOf(answer: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function post(url: string, token: string, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, 'content-length': 0 };
    request(url, { method: 'POST', headers, agent: false, signal }, resolve).on('error', reject).end();
  });
}
