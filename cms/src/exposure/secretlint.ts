import type { Found } from './exposure.ts';

/** By this rule, a comment in the text switches the others off: here, the text is that of anyone. */
const SWITCH = '@secretlint/secretlint-rule-filter-comments';

/** Off by default, because it is no secret: the name of a key of AWS still tells whose it is. */
const ASKED = { enableIDScanRule: true };

type Lint = (text: string) => Promise<Found[]>;
let loaded: Promise<Lint> | undefined;

async function load(): Promise<Lint> {
  const [{ lintSource }, { rules }, { secretLintProfiler }] = await Promise.all([
    import('@secretlint/core'),
    import('@secretlint/secretlint-rule-preset-recommend'),
    import('@secretlint/profiler'),
  ]);
  // It keeps a mark of each rule of each text for ever, which a command may do and a server may not.
  secretLintProfiler.setEnabled(false);
  const kept = rules
    .filter(({ meta }) => meta.id !== SWITCH)
    .map((rule) => ({ id: rule.meta.id, rule, options: ASKED }));
  return async (text) => {
    const { messages } = await lintSource({
      source: { content: text, filePath: 'post.md', ext: '.md', contentType: 'text' },
      options: { config: { rules: kept }, noPhysicFilePath: true },
    });
    return messages.map(({ range: [start, end] }) => ({ kind: 'secret', start, end }));
  };
}

/** Keys and tokens of known services, by the rules that secretlint keeps. They are loaded with the first text. */
export async function findKnownSecrets(text: string): Promise<Found[]> {
  loaded ??= load();
  return (await loaded)(text);
}
