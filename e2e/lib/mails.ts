import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { until } from './hub.ts';
import type { Hub } from './hub.ts';

/** The last mail to an address, with the link and the code that it holds, in the folder where mails go without a server. */
export async function mailTo(hub: Hub, email: string): Promise<{ link: string; code: string }> {
  const folder = join(hub.home, 'mails');
  let text = '';
  await until(`a mail to ${email}`, async () => {
    const names = await Promise.resolve()
      .then(() => readdirSync(folder))
      .catch(() => []);
    // Behind a dot, a mail is being written.
    for (const name of names.filter((one) => /^[^.].*\.eml$/.test(one))) {
      const mail = await simpleParser(readFileSync(join(folder, name)));
      if (JSON.stringify(mail.to).includes(email)) text = mail.text ?? '';
    }
    return text !== '';
  });
  return {
    link: /http:\S+jeton=[\w.-]+/.exec(text)?.[0].replace(/^http:\/\/[^/]+/, hub.url) ?? '',
    code: /\b(\d{4} \d{4})\b/.exec(text)?.[1] ?? '',
  };
}
