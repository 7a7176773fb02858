/** `npm run -s nis2 -- applicability < cases.jsonl`: the rules of `nis2/` for experts, and for checks from outside. */
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { ACTIVITIES } from '../nis2/activities.ts';
import { applicabilityAnswers, readApplicabilityAnswers } from '../nis2/answers.ts';
import { assessApplicability } from '../nis2/applicability.ts';
import { z, type FieldError } from '../nis2/json.ts';
import { assessMaturity, maturityAnswersSchema, parseMaturity } from '../nis2/maturity.ts';
import { parseCommand } from './lib/arguments.ts';
import { Failure, runCommand } from './lib/failure.ts';

const HELP = `Usage : npm run -s nis2 -- applicability < cas.jsonl
        npm run -s nis2 -- maturity < cas.jsonl
        npm run -s nis2 -- activities | schema applicability | schema maturity

  applicability  un objet de réponses par ligne en entrée, un verdict par ligne en sortie, dans le même ordre ; une ligne
                 fautive donne {"line", "errors": [{"path", "message"}]}, et la suite continue
  maturity       de même, un résultat d’auto-évaluation par ligne
  activities     la table des annexes I et II : une activité par ligne, avec son identifiant et son point d’annexe
  schema NOM     le schéma JSON des réponses
`;

type Answer = object | { errors: FieldError[] };

/** Commands that read answers, with what they answer to one JSON value, and the schema of these. */
const RULES: Record<string, { answer: (json: unknown) => Answer; schema: z.core.$ZodType }> = {
  applicability: {
    answer: (json) => {
      const read = readApplicabilityAnswers(json);
      return 'errors' in read ? read : assessApplicability(read.answers);
    },
    schema: applicabilityAnswers,
  },
  maturity: {
    answer: (json) => {
      const read = parseMaturity(json);
      return read.ok ? assessMaturity(read.value) : { errors: read.errors };
    },
    schema: maturityAnswersSchema,
  },
};

function answerTo(text: string, answer: (json: unknown) => Answer): Answer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { errors: [{ path: '', message: 'la ligne n’est pas du JSON' }] };
  }
  return answer(json);
}

async function answerLines(answer: (json: unknown) => Answer): Promise<void> {
  let line = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    line += 1;
    const said = answerTo(line === 1 ? text.replace(/^\uFEFF/, '') : text, answer);
    await print('errors' in said ? { line, ...said } : said);
  }
}

async function print(value: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(value)}\n`)) await once(process.stdout, 'drain');
}

await runCommand(async (args) => {
  const { values, positionals } = parseCommand(
    { args, allowPositionals: true, options: { help: { type: 'boolean', short: 'h', default: false } } },
    'npm run -s nis2 -- --help',
  );
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  // `… | head -1` reads no further: nothing to complain of.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const [command = '', name = ''] = positionals;
  if (command === 'activities') {
    for (const activity of ACTIVITIES) await print(activity);
    return 0;
  }
  const rule = Object.hasOwn(RULES, command === 'schema' ? name : command)
    ? RULES[command === 'schema' ? name : command]
    : undefined;
  if (!rule)
    throw new Failure(
      `commande inconnue : « ${positionals.join(' ')} ».`,
      `Commandes : activities, schema NOM, ${Object.keys(RULES).join(', ')}.`,
    );
  if (command === 'schema')
    process.stdout.write(`${JSON.stringify(z.toJSONSchema(rule.schema, { io: 'input' }), null, 2)}\n`);
  else await answerLines(rule.answer);
  return 0;
});
