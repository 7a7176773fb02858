import type { Locale } from '@palier/model/locales';
import type { ComponentType } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { ToolWords } from '../i18n/tools/common.fr.ts';

/** What every tool is given. */
export interface ToolProps<Words> {
  locale: Locale;
  words: ToolWords;
  t: Words;
}

/**
 * Brings a tool to life in the place where `ToolPage.astro` drew it, of the same component and the same properties: its words
 * are in the page, in the language of the page, so that nothing is left to load.
 */
export function mount<Props extends object>(Tool: ComponentType<Props>): void {
  const root = document.querySelector<HTMLElement>('[data-tool]')!;
  hydrateRoot(root, <Tool {...(JSON.parse(root.dataset['tool']!) as Props)} />);
}
