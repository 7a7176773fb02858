import type { Core } from '@strapi/strapi';
import { inTransaction } from '../database/transaction.ts';
import { noteBounce, noteDelivery } from './bounces.ts';
import { noteRefused, noteSent, takeMail } from './outbox.ts';
import { MailRefused, createTransport, type Send } from './transport.ts';

/** How often the outbox is looked at when nobody says that there is something in it, in ms. */
const LOOK_EVERY_MS = 2_000;

/** Waits before another try, in ms; a mail that was refused more often is given up. */
const AGAIN_MS = [60_000, 300_000, 1_800_000, 7_200_000, 21_600_000];

let timer: NodeJS.Timeout | undefined;
let running: Promise<void> | undefined;
let transport: ReturnType<typeof createTransport> | undefined;
let isStopping = false;

/** Sends what is in the outbox, and looks again every two seconds. Any number of processes may. */
export function startMailing(strapi: Core.Strapi): void {
  isStopping = false;
  transport = createTransport();
  timer = setInterval(() => void mailNow(strapi), LOOK_EVERY_MS);
  timer.unref();
}

/** Stops once the mail in hand has left. */
export async function stopMailing(): Promise<void> {
  isStopping = true;
  clearInterval(timer);
  await running;
  transport?.close();
  transport = undefined;
}

/** Looks at the outbox now: the transaction that put something in it is committed. */
export function mailNow(strapi: Core.Strapi): Promise<void> {
  if (!transport || isStopping) return Promise.resolve();
  const { send } = transport;
  running ??= sendAll(strapi, send, () => isStopping).finally(() => (running = undefined));
  return running;
}

/** Sends every mail that is due, one after the other. What goes wrong is in the log and with the mail. */
export async function sendAll(
  strapi: Core.Strapi,
  send: Send,
  isStopped = () => false,
  now = () => new Date(),
): Promise<void> {
  try {
    while (!isStopped()) {
      const mail = await inTransaction(strapi, (trx) => takeMail(trx, now()));
      if (!mail) return;
      try {
        await send(mail);
        await inTransaction(strapi, async (trx) => {
          await noteSent(trx, mail.id);
          await noteDelivery(trx, mail.recipient);
        });
      } catch (error) {
        const wait = AGAIN_MS[mail.tries - 1];
        const isFinal = error instanceof MailRefused && error.isFinal;
        const again = wait === undefined || isFinal ? null : new Date(now().getTime() + wait);
        const reason = error instanceof Error ? error.message : String(error);
        strapi.log.warn(`A mail (${mail.kind}) was not taken${again ? ', tried again later' : ''}: ${reason}`);
        await inTransaction(strapi, async (trx) => {
          await noteRefused(trx, mail.id, reason, again);
          if (isFinal) await noteBounce(trx, mail.recipient, reason, now());
        });
      }
    }
  } catch (error) {
    strapi.log.warn(`The outbox could not be read, trying again: ${String(error)}`);
  }
}
