import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { StructTreeNode } from 'pdfjs-dist/types/src/display/api.js';
import type { Page } from 'playwright-core';

/** What every tool is tried for. */

/** The text of a file that a page gives. @param act what makes it give the file */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Waits until the tool works: it is drawn by the server first. */
export async function alive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.querySelector('[data-tool]')?.firstElementChild;
    return root !== null && root !== undefined && Object.keys(root).some((key) => key.startsWith('__react'));
  });
}

/** Makes the browser refuse to keep anything, as in some private windows. */
export async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
}

/** The page as the browser prints it to PDF: its text, with plain single spaces, and the kinds of its structure, such as `H1`; none when it is not said to be tagged. */
export async function printed(page: Page): Promise<{ text: string; tags: Set<string> }> {
  const bytes = await page.pdf({ tagged: true });
  const reading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await reading.promise;
  const texts: string[] = [];
  const tags = new Set<string>();
  const collect = (node: StructTreeNode) => {
    tags.add(node.role);
    for (const child of node.children) if ('role' in child) collect(child);
  };
  const isTagged = ((await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null)?.get('Marked') === true;
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const sheet = await pdf.getPage(number);
    const { items } = await sheet.getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    const tree = await sheet.getStructTree();
    if (isTagged && tree !== null) collect(tree);
  }
  await reading.destroy();
  return { text: texts.join(' ').replace(/\s+/g, ' '), tags };
}
