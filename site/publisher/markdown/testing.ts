import type { Element, Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';

// Helpers of the tests of this folder.

const parser = unified().use(rehypeRaw).freeze();

/** The tree that an HTML parser makes of a fragment. */
export function parse(html: string): Root {
  const unparsed: unknown = { type: 'root', children: [{ type: 'raw', value: html }] };
  return parser.runSync(unparsed as Root);
}

/** All elements of a tree, in its order. */
export function elements(tree: Nodes): Element[] {
  const found: Element[] = [];
  const pending: Nodes[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'element') found.push(node);
    if (node.type === 'root' || node.type === 'element')
      for (const child of node.children.toReversed()) pending.push(child);
  }
  return found;
}

/** Number of elements around the innermost one. */
export function depth(tree: Nodes): number {
  let deepest = 0;
  const pending: { node: Nodes; level: number }[] = [{ node: tree, level: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    deepest = Math.max(deepest, next.level);
    if ('children' in next.node) for (const node of next.node.children) pending.push({ node, level: next.level + 1 });
  }
  return deepest;
}

const SAFE_ELEMENTS = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 ' +
    'hr i img ins kbd li mark ol p palier-note pre q s samp section small span strong sub summary sup table tbody td ' +
    'tfoot th thead time tr u ul var wbr'
  ).split(' '),
);
const SAFE_ATTRIBUTES = new Set(
  (
    'alt ariaLabel className colSpan dataNote dateTime dir height href id lang loading open rel reversed rowSpan scope ' +
    'src start title value width'
  ).split(' '),
);

/** What in this HTML could run code, load from elsewhere, or break out of the page; written apart from `schema.ts`. */
export function dangers(html: string): string[] {
  const found: string[] = [];
  const tree = parse(html);
  for (const { tagName, properties } of elements(tree)) {
    if (!SAFE_ELEMENTS.has(tagName)) found.push(`<${tagName}>`);
    for (const [name, value] of Object.entries(properties)) {
      if (!SAFE_ATTRIBUTES.has(name)) found.push(`${tagName} ${name}`);
      if (name === 'href' && !/^https?:$/.test(new URL(String(value), 'https://site.example/').protocol)) {
        found.push(`${tagName} ${name}=${String(value)}`);
      }
      if (name === 'src' && !/^\/uploads\/[\w.-]+$/.test(String(value))) found.push(`${tagName} src=${String(value)}`);
    }
  }
  if (tree.children.some(({ type }) => type === 'comment' || type === 'doctype')) found.push('comment or doctype');
  return found;
}
