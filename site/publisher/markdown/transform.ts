import type { Element, ElementContent, Parents, Root } from 'hast';
import { HIDDEN_ADDRESS, hasEmailAddress, slugify } from '@palier/model';
import { breakSplitAddresses, cleanText } from './email.ts';
import { type Heading, Headings } from './headings.ts';
import { USER_ID_PREFIX } from './rawHtml.ts';
import { LANGUAGE_CLASS, NOTE_ELEMENT } from './schema.ts';
import { plainText } from './text.ts';
import { linkTarget, urlLabel } from './url.ts';

/** What the body says of itself, besides its HTML. */
export interface Outline {
  headings: Heading[];
  noteIds: string[];
}

/** Where a post stands: a page holds many, and people write in each what they like. */
export interface PostPlace {
  /** Name of the post in its page; every id in the post begins with it, so that none is taken for another's, or the page's. */
  anchor: string;
  /** Level of its first headings. */
  level: number;
}

const UPLOAD = /^\/uploads\/[\w.-]+$/;

/**
 * Makes a parsed body fit for a page, in place: levels and ids of headings, images of our own site only, addresses
 * of links judged, no e-mail address. What is dangerous is the sanitiser's business, after this.
 */
export function transform(tree: Root, post: PostPlace | null): Outline {
  const pass: Pass = {
    ids: new Set(),
    headings: [],
    noteIds: new Set(),
    hashLinks: [],
    aliases: new Map(),
    rel: post === null ? ['noopener', 'noreferrer'] : ['noopener', 'noreferrer', 'nofollow', 'ugc'],
  };
  rebuild(tree, pass, false);
  // A heading's id must not take one of a footnote further down: so ids are given once all others are known.
  const headings = new Headings(pass.ids, post?.level);
  for (const { node, written } of pass.headings) {
    const { depth, id } = headings.add(written, plainText(node));
    node.tagName = `h${depth}`;
    const own = node.properties['id'];
    if (typeof own === 'string') pass.aliases.set(own, id);
    node.properties['id'] = id;
  }
  for (const link of pass.hashLinks) link.properties['href'] = `#${hashTarget(link, pass)}`;
  if (post !== null) prefixIds(tree, `${post.anchor}-`);
  breakSplitAddresses(tree);
  for (const [index, heading] of headings.list.entries())
    heading.text = cleanText(plainText(pass.headings[index]!.node));
  return { headings: headings.list, noteIds: [...pass.noteIds] };
}

interface Pass {
  ids: Set<string>;
  headings: { node: Element; written: number }[];
  noteIds: Set<string>;
  /** Links to a place of the body. */
  hashLinks: Element[];
  /** Ids that a heading had in the source, to the one that it has now. */
  aliases: Map<string, string>;
  /** What is said of links to other sites. */
  rel: string[];
}

function rebuild(parent: Parents, pass: Pass, inLink: boolean): void {
  const children: ElementContent[] = [];
  for (const child of parent.children) {
    if (child.type === 'text') {
      child.value = cleanText(child.value);
      children.push(child);
    } else if (child.type === 'element') {
      // Not `push(...)`: an element may hold more children than a call takes arguments.
      for (const node of element(child, pass, inLink)) children.push(node);
    }
  }
  parent.children = children;
}

/** What stands in the place of an element. */
function element(node: Element, pass: Pass, inLink: boolean): ElementContent[] {
  for (const [name, value] of Object.entries(node.properties)) {
    // Addresses of links and images are judged below, as addresses.
    if (typeof value === 'string' && name !== 'href' && name !== 'src') node.properties[name] = cleanText(value);
  }
  switch (node.tagName) {
    case 'iframe':
      return inLink ? [] : replacement(node.properties['src'], text(node.properties['title']), pass);
    case 'img':
      return image(node, pass, inLink);
    case 'a':
      return link(node, pass);
    case 'code':
      // The sanitiser would leave an empty attribute.
      if (!LANGUAGE_CLASS.test(String(node.properties['className']))) delete node.properties['className'];
  }
  rebuild(node, pass, inLink);
  if (node.tagName === NOTE_ELEMENT) pass.noteIds.add(text(node.properties['dataNote']));
  const level = /^h([1-6])$/.exec(node.tagName)?.[1];
  if ((level !== undefined || node.tagName === 'p') && isEmpty(node)) return [];
  if (level !== undefined) pass.headings.push({ node, written: Number(level) });
  else keepId(node, pass);
  return [node];
}

function link(node: Element, pass: Pass): ElementContent[] {
  rebuild(node, pass, true);
  const written = node.properties['href'];
  if (typeof written !== 'string') {
    // The target of a deep link, as `<a name="…">` was; without one it is nothing but its text.
    keepId(node, pass);
    return node.properties['id'] === undefined ? node.children : [node];
  }
  const target = linkTarget(written);
  if (!target) return node.children.map((child) => withoutLocalAddress(child, written));
  keepId(node, pass);
  node.properties['href'] = target.href;
  if (target.href.startsWith('#')) pass.hashLinks.push(node);
  if (target.external) node.properties['rel'] = pass.rel;
  else delete node.properties['rel'];
  if (isEmpty(node)) node.children = [{ type: 'text', value: urlLabel(target.href) }];
  return [node];
}

/** `<name@host>` is an address too, though it has no dot. */
function withoutLocalAddress(node: ElementContent, href: string): ElementContent {
  if (node.type === 'text' && /^mailto:/i.test(href) && node.value.includes('@')) node.value = HIDDEN_ADDRESS;
  return node;
}

/** Readers load nothing from a third party: another site's image becomes a link, one that is nowhere its text. */
function image(node: Element, pass: Pass, inLink: boolean): ElementContent[] {
  const source = text(node.properties['src']).trim();
  const alt = text(node.properties['alt']).trim();
  if (UPLOAD.test(source) && !hasEmailAddress(source)) {
    const { width, height } = node.properties;
    node.properties = { src: source, alt, loading: 'lazy', ...(width && { width }), ...(height && { height }) };
    return [node];
  }
  if (inLink || !linkTarget(source)?.external) return alt === '' ? [] : [{ type: 'text', value: alt }];
  return replacement(source, alt, pass);
}

function replacement(source: unknown, label: string, { rel }: Pass): ElementContent[] {
  const target = linkTarget(text(source));
  const value = label.trim();
  if (!target?.external) return value === '' ? [] : [{ type: 'text', value }];
  return [
    {
      type: 'element',
      tagName: 'a',
      properties: { href: target.href, rel },
      children: [{ type: 'text', value: value === '' ? urlLabel(target.href) : value }],
    },
  ];
}

function hashTarget(link: Element, pass: Pass): string {
  const written = text(link.properties['href']).slice(1);
  if (pass.ids.has(written)) return written;
  const slug = slugify(decode(written));
  const own = USER_ID_PREFIX + slug;
  if (pass.aliases.has(own)) return pass.aliases.get(own)!;
  if (pass.ids.has(own)) return own;
  return pass.ids.has(slug) ? slug : written;
}

/** Gives every id, and every link to one, its place in the page. */
function prefixIds(parent: Parents, prefix: string): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue;
    const { id, href } = child.properties;
    if (typeof id === 'string') child.properties['id'] = prefix + id;
    if (typeof href === 'string' && href.startsWith('#')) child.properties['href'] = `#${prefix}${href.slice(1)}`;
    prefixIds(child, prefix);
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The first of several elements with the same id has it. */
function keepId(node: Element, pass: Pass): void {
  const id = node.properties['id'];
  if (typeof id !== 'string') return;
  if (pass.ids.has(id)) delete node.properties['id'];
  else pass.ids.add(id);
}

function isEmpty(node: Element): boolean {
  return node.children.every(
    (child) =>
      (child.type === 'text' && child.value.trim() === '') ||
      (child.type === 'element' &&
        !['img', NOTE_ELEMENT, 'br'].includes(child.tagName) &&
        isEmpty(child) &&
        !child.properties['id']),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
