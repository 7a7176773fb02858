import type { Nodes, Text } from 'hast';
import { hasEmailAddress, withoutEmailAddresses } from '@palier/model';
import { ZERO_WIDTH } from './normalise.ts';
import { isBlock } from './text.ts';

// Soft hyphen, joiners and direction marks: no reader sees them, and they would split an address.
const UNSEEN = /[\u00ad\u200c-\u200f\u202a-\u202e]/g;

/** A sign that does not already stand for a hidden address. */
const BARE_AT = /(?<!…)@|@(?!…)/g;

/** A text without zero-width characters (which entities may have brought back) and e-mail addresses. */
export function cleanText(text: string): string {
  let visible = text.replace(ZERO_WIDTH, '');
  if (visible.includes('%40') && hasEmailAddress(visible.replaceAll('%40', '@')))
    visible = visible.replaceAll('%40', '…');
  if (!visible.includes('@') && !/mailto:/i.test(visible)) return visible;
  const bare = visible.replace(UNSEEN, '');
  const cleaned = withoutEmailAddresses(bare);
  return cleaned === bare ? visible : cleaned;
}

/** Breaks the addresses that elements cut in pieces, as in `name<b>@</b>example.org`: readers see them whole. */
export function breakSplitAddresses(tree: Nodes): void {
  let run: Text[] = [];
  const flush = (): void => {
    if (run.some(({ value }) => value.includes('@'))) {
      const whole = run
        .map(({ value }) => value)
        .join('')
        .replace(UNSEEN, '');
      if (hasEmailAddress(whole)) for (const node of run) node.value = node.value.replace(BARE_AT, '…');
    }
    run = [];
  };
  const visit = (node: Nodes): void => {
    if (node.type === 'text') run.push(node);
    if (node.type !== 'element' && node.type !== 'root') return;
    const apart = node.type === 'root' || isBlock(node) || ['br', 'td', 'th'].includes(node.tagName);
    if (apart) flush();
    for (const child of node.children) visit(child);
    if (apart) flush();
  };
  visit(tree);
}
