import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@astrojs/compiler-rs';
import { expect, test } from 'vitest';

/**
 * ARCHITECTURE.md, invariant 10: no text in components. Everything that a reader could read or hear is in the
 * dictionary.
 */

interface Node {
  /** Left out by the parts of a node that are none themselves (a regular expression's pattern). */
  type?: string;
  [key: string]: unknown;
}

/** Attributes that people read or hear, wherever they stand. */
const READ = /^(?:title|alt|placeholder|label|description|abbr|aria-(?:label|description|roledescription|valuetext))$/;
/** Attributes whose words are for machines. */
const MACHINE = /^(?:class|className|class:list|rel|content|viewBox|d|type|name|id|href|src|role|lang|hreflang)$/;
const WORD = /\p{L}/u;
/** Two words, or one with a letter that identifiers do not have: a sentence in the making. */
const SENTENCE = /\p{L}\s+\p{L}|[À-ÿœ’…]/u;

/** Pieces of literal text that a reader would get from a component. */
function literalTexts(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown, attribute: string | null, shown: boolean): void => {
    if (Array.isArray(node)) return node.forEach((part) => visit(part, attribute, shown));
    if (node === null || typeof node !== 'object') return;
    const { type = '', ...parts } = node as Node;
    if (/^(?:Import|Export)\w*Declaration$/.test(type) && parts['source']) return;
    if (type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull)Expression$/.test(type)) return;
    if (type === 'JSXAttribute') {
      const { name, namespace } = parts['name'] as { name: string | Node; namespace?: Node };
      const whole = typeof name === 'string' ? name : `${String(namespace?.['name'])}:${String(name['name'])}`;
      return visit(parts['value'], whole, false);
    }
    const text =
      type === 'JSXText' || type === 'Literal'
        ? parts['value']
        : type === 'TemplateElement'
          ? (parts['value'] as { raw: string }).raw
          : null;
    if (typeof text === 'string') {
      const read = type === 'JSXText' || shown || (attribute !== null && READ.test(attribute));
      const machine = attribute !== null && MACHINE.test(attribute);
      if (read ? WORD.test(text) : !machine && SENTENCE.test(text)) found.push(text.trim());
      return;
    }
    // A literal stays "shown" through what only chooses between values.
    const chooses =
      /^(?:JSXExpressionContainer|ConditionalExpression|LogicalExpression|TemplateLiteral|TSAsExpression)$/;
    for (const [key, part] of Object.entries(parts)) {
      const isTest = key === 'test' || (type === 'LogicalExpression' && key === 'left');
      const inside = key === 'children' || (shown && chooses.test(type) && !isTest);
      const keeps = attribute !== null && !/^JSX(?:Element|Fragment)$/.test(type);
      visit(part, keeps ? attribute : null, inside);
    }
  };
  visit(parse(source).ast, null, false);
  return found;
}

/** A React module as the parser takes it: the script part of an Astro component. */
const asAstro = (source: string) => `---\n${source}\n---\n`;

const root = import.meta.dirname;
const components = globSync('**/*.{astro,tsx}', { cwd: root });

test('the components are there to be looked at', () => {
  expect(components.length).toBeGreaterThan(50);
  expect(components.some((file) => file.endsWith('.tsx'))).toBe(true);
});

test('no component holds text of its own', () => {
  const offenders = components.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return literalTexts(file.endsWith('.tsx') ? asAstro(source) : source).map((text) => `${file}: ${text}`);
  });
  expect(offenders).toEqual([]);
});

test.each([
  ['<p>Bonjour</p>', 'Bonjour'],
  ['<p>{name} vous parle</p>', 'vous parle'],
  ['<input placeholder="Rechercher">', 'Rechercher'],
  ['<Layout title={"Recherche"} />', 'Recherche'],
  ['<p>{empty ? "Rien" : list}</p>', 'Rien'],
  ['<p>{`Page ${n}`}</p>', 'Page'],
  ['<ul>{list.map((x) => <li>Voir {x}</li>)}</ul>', 'Voir'],
  ["---\nconst lead = 'Deux mots';\n---\n<p>{lead}</p>", 'Deux mots'],
  [asAstro('export const Hit = () => <p aria-label="Voir">{a && "ici"}</p>;'), 'Voir,ici'],
])('text is seen in %j', (source, text) => {
  expect(literalTexts(source).join()).toBe(text);
});

test('what only machines read is not taken for text', () => {
  expect(literalTexts('<a class="button quiet" href="/feed.xml" rel="external">{t.open}</a>')).toEqual([]);
});
