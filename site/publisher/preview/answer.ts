import { join } from 'node:path';
import { readPreviewToken } from '@palier/model';
import type { FeedClient } from '../feed-client.ts';
import type { PublisherSettings } from '../settings.ts';
import { asPreview, refusalPage } from './page.ts';
import { TooBusy } from './render.ts';
import type { DraftRenderer } from './render.ts';

interface Parts {
  settings: PublisherSettings;
  client: FeedClient;
  drafts: DraftRenderer;
  log: (message: string) => void;
}

/** A page, whatever the status: a person looks at it. */
export interface PreviewAnswer {
  status: 200 | 403 | 404 | 422 | 500 | 503;
  html: string;
}

/**
 * The page that a preview token opens. What readers get is not touched: the draft comes from the CMS, is shown, and is
 * forgotten.
 */
export async function answerPreview(
  { settings, client, drafts, log }: Parts,
  token: string,
  signal: AbortSignal,
): Promise<PreviewAnswer> {
  const pass = readPreviewToken(token, settings.previewSecret);
  if (typeof pass === 'string') return { status: 403, html: refusalPage(pass) };
  const name = `preview of ${pass.subject.type} ${pass.subject.documentId} (${pass.subject.locale})`;
  let draft;
  try {
    draft = await client.draft(pass.subject, signal);
  } catch (error) {
    log(`${name}: ${(error as Error).message}`);
    return { status: 503, html: refusalPage('cmsDown') };
  }
  if (draft === null) return { status: 404, html: refusalPage('absent') };
  if ('refusal' in draft) return { status: 422, html: refusalPage('unfit', draft.refusal) };
  try {
    const html = await drafts.render({
      snapshot: join(settings.home, 'snapshot.db'),
      dist: settings.dist,
      siteUrl: settings.siteUrl,
      document: draft.document,
    });
    return { status: 200, html: asPreview(html, pass.expiresAt) };
  } catch (error) {
    if (error instanceof TooBusy) return { status: 503, html: refusalPage('busy') };
    log(`${name}: ${(error as Error).message}`);
    return { status: 500, html: refusalPage('failed') };
  }
}
