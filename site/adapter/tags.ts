import type { CacheProviderFactory } from 'astro';

/** Response header that carries the tags of what a page read. */
export const TAGS_HEADER = 'x-palier-tags';

/**
 * Cache provider that caches nothing: it hands the tags of each page to the publisher, which renders the page
 * again when one of them changes.
 */
const tags: CacheProviderFactory = () => ({
  name: 'palier-tags',
  setHeaders({ tags = [] }) {
    const broken = tags.find((tag) => !/^[\x21-\x7e]+$/.test(tag));
    if (broken !== undefined)
      throw new Error(`The tag ${JSON.stringify(broken)} holds a space or a letter outside ASCII.`);
    return new Headers({ [TAGS_HEADER]: tags.join(' ') });
  },
  invalidate() {
    return Promise.reject(new Error('Nothing is cached here: the publisher renders what changed.'));
  },
});

export default tags;
