import type { Dictionary } from './i18n/index.ts';

/** The words that the script of a thread needs: they stand in the page, which is in one language. */
export function threadWords({ writing }: Dictionary) {
  const { news, changed, show, failed, reread, pending, more, manage, follow, unfollow } = writing.thread;
  const { accept, unaccept, edit, moderate } = writing.post;
  return {
    news,
    changed,
    show,
    failed,
    reread,
    pending,
    more,
    manage,
    follow,
    unfollow,
    accept,
    unaccept,
    edit,
    moderate,
  };
}

export type ThreadWords = ReturnType<typeof threadWords>;
