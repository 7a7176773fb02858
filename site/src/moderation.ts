import type { JournalEntry, PostToJudge } from '@palier/model/moderation';
import { splitReason } from '@palier/model/moderation';
import { withoutEmailAddresses } from '@palier/model';
import { renderMarkdown, resolveNotes } from '../publisher/markdown/index.ts';
import type { Dictionary } from './i18n/index.ts';
import { fill } from './i18n/text.ts';
import { dressed } from './prose.ts';

/** Level of the first headings in a post: its own heading is of the second. */
const LEVEL = 3;

/** A post as readers would see it: sanitised by what publishes it, without e-mail addresses. */
export function shownToReaders(
  { post, body, language }: Pick<PostToJudge, 'post' | 'body' | 'language'>,
  t: Dictionary,
): string {
  const place = { anchor: `text-${post}`, level: LEVEL };
  const { html } = renderMarkdown(withoutEmailAddresses(body), { locale: language, post: place });
  return dressed(
    resolveNotes(html, () => undefined),
    [],
    t.resource.anchor,
  ).html;
}

/** Heading of a post: what it is, and where. */
export const postHeading = ({ kind, title }: Pick<PostToJudge, 'kind' | 'title'>, t: Dictionary): string =>
  fill(t.moderation.heading, { kind: t.moderation.kinds[kind], title });

/** Who acted, as the journal names them. */
export const actorName = ({ by }: JournalEntry, t: Dictionary): string => by.name ?? t.moderation.by[by.kind];

/** A reason in the words of the page, as far as it is a ready one. */
export function reasonText(reason: string, t: Dictionary): string {
  const { ready, words } = splitReason(reason);
  return [ready && `${t.moderation.readyReasons[ready]}.`, words].filter(Boolean).join(' ');
}
