/** What a preview adds to the page of a draft, and the plain pages that stand in its place. In French: editors read them. */

const ROBOTS = '<meta name="robots" content="noindex,nofollow">';

/** Hour of the readers of the hub, wherever the server is. */
const hour = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' });

/**
 * Makes the page of a draft say that it is one, to people and to robots.
 *
 * @param expiresAt until when its link opens it, in milliseconds
 * @throws Error when it is no page of the site
 */
export function asPreview(html: string, expiresAt: number): string {
  const head = html.indexOf('</head>');
  const body = /<body[^>]*>/.exec(html);
  if (head === -1 || body === null || body.index < head) throw new Error('the page has no <head> before its <body>');
  const start = body.index + body[0].length;
  const until = new Date(expiresAt);
  const banner =
    `<aside class="preview-banner" lang="fr" aria-label="Aperçu"><p>Aperçu du brouillon — non publié, lien valable ` +
    `jusqu’à <time datetime="${until.toISOString()}">${hour.format(until)}</time></p></aside>`;
  const inHead = html.slice(0, head).replace(/<link rel="canonical"[^>]*>/, '');
  return `${inHead}${ROBOTS}${html.slice(head, start)}${banner}${html.slice(start)}`;
}

/** Why there is no preview. */
export const REFUSALS = {
  forged: 'Ce lien d’aperçu n’est pas valable. Ouvrez l’aperçu depuis l’administration.',
  expired: 'Ce lien d’aperçu a expiré. Rechargez la page de l’administration, puis ouvrez de nouveau l’aperçu.',
  absent: 'Ce document n’a pas de brouillon dans cette langue, ou n’en a plus.',
  unfit: 'Ce brouillon ne peut pas encore être montré.',
  cmsDown: 'L’administration ne répond pas pour le moment. Réessayez dans un instant.',
  busy: 'Trop d’aperçus sont demandés en même temps. Réessayez dans un instant.',
  failed: 'La page de ce brouillon n’a pas pu être faite. Le journal du publicateur dit pourquoi.',
} as const;

/** A plain page that says why there is no preview; `detail` is text. */
export function refusalPage(reason: keyof typeof REFUSALS, detail?: string): string {
  return (
    `<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `${ROBOTS}<title>Aperçu – Palier</title></head><body><main><h1>Aperçu</h1><p>${REFUSALS[reason]}</p>` +
    `${detail === undefined ? '' : `<p>${escaped(detail)}</p>`}</main></body></html>\n`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
