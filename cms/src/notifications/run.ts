import type { Core } from '@strapi/strapi';
import { notify } from './notify.ts';
import { sendDue } from './send.ts';

const LOOK_EVERY_MS = 2_000;

let timer: NodeJS.Timeout | undefined;
let running: Promise<void> | undefined;
let isStopping = false;

/** Tells members what is new, on the site and by mail, and looks again every two seconds. Any number of processes may. */
export function startNotifying(strapi: Core.Strapi): void {
  isStopping = false;
  const look = () => void (running ??= run(strapi).finally(() => (running = undefined)));
  look();
  timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
}

/** Stops after the step in hand. */
export async function stopNotifying(): Promise<void> {
  isStopping = true;
  clearInterval(timer);
  await running;
}

async function run(strapi: Core.Strapi): Promise<void> {
  const isStopped = () => isStopping;
  try {
    await notify(strapi, undefined, isStopped);
    await sendDue(strapi, undefined, isStopped);
  } catch (error) {
    strapi.log.warn(`Members were not told what is new, they will be: ${String(error)}`);
  }
}
