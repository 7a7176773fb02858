import { joinElisions, withoutElisions } from '../elision.ts';
import { MATCH_END, MATCH_START } from '../marks.ts';
import type { DocumentType, Level, Locale } from '@palier/model';
import type { SearchAnswer, SearchHit, SearchRequest } from '../query.ts';

/** The part of Pagefind's browser module (1.6) that is used. */
export interface PagefindModule {
  createInstance(options: {
    basePath: string;
    baseUrl: string;
    excerptLength: number;
    excerptEllipsis: string;
  }): PagefindInstance;
}

interface PagefindInstance {
  search(
    q: string | null,
    options: { filters: Record<string, string[]> },
  ): Promise<{ results: { data(): Promise<Fragment> }[] }>;
  destroy(): Promise<void>;
}

interface Fragment {
  url: string;
  excerpt: string;
  /** As `pagefind/record.ts` writes them. */
  meta: { title: string; documentId: string };
  filters: { type: [DocumentType]; locale: [Locale]; maturity?: [Level] };
}

/** Pagefind's excerpt (words in `<mark>`, angle brackets of the text escaped) as plain text with sentinels. */
function toExtract(excerpt: string): string {
  return excerpt
    .replaceAll('<mark>', MATCH_START)
    .replaceAll('</mark>', MATCH_END)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}

function toHit({ url, excerpt, meta, filters }: Fragment): SearchHit {
  const [[type], [locale], maturity] = [filters.type, filters.locale, filters.maturity];
  return {
    id: `${type}-${meta.documentId}-${locale}`,
    type,
    locale,
    url,
    title: joinElisions(meta.title, locale),
    extract: joinElisions(toExtract(excerpt), locale),
    maturity: maturity?.[0] ?? null,
  };
}

/** Loads nothing before the first query. */
export function createPagefind(moduleUrl: string, load: (url: string) => Promise<PagefindModule>) {
  const basePath = moduleUrl.slice(0, moduleUrl.lastIndexOf('/') + 1);
  let instance: PagefindInstance | null = null;
  let build = '';

  /** An open page outlives many indexes; an instance whose files are gone finds nothing, without an error. */
  async function present(signal?: AbortSignal): Promise<PagefindInstance | null> {
    const entry = await fetch(`${basePath}pagefind-entry.json`, { cache: 'no-cache', signal: signal ?? null });
    if (!entry.ok) throw new Error(`${basePath}pagefind-entry.json: ${entry.status}`);
    const text = await entry.text();
    if (instance && text === build) return instance;
    // Pagefind fails on an index of nothing.
    const { languages } = JSON.parse(text) as { languages: object };
    if (Object.keys(languages).length === 0) return null;
    const { createInstance } = await load(moduleUrl);
    void instance?.destroy();
    instance = createInstance({ basePath, baseUrl: '/', excerptLength: 30, excerptEllipsis: '…' });
    build = text;
    return instance;
  }

  return async function askPagefind(request: SearchRequest, signal?: AbortSignal): Promise<SearchAnswer> {
    const { q, locale, type, maturity, limit = 10, offset = 0 } = request;
    const filters: Record<string, string[]> = { locale: [locale] };
    if (type) filters.type = [type];
    if (maturity) filters.maturity = [maturity];
    const engine = await present(signal);
    // Null: everything that the filters choose.
    const words = q.trim() === '' ? null : withoutElisions(q, locale);
    const { results } = (await engine?.search(words, { filters })) ?? { results: [] };
    const page = await Promise.all(results.slice(offset, offset + limit).map((result) => result.data()));
    return { engine: 'pagefind', total: results.length, hits: page.map(toHit) };
  };
}
