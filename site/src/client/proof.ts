/**
 * Does the work that the form of a newcomer asks for, from the first thing that is written in it. Where it cannot be done (no
 * script, no secure connection), the message waits for a moderator.
 */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-proof]')) {
  const field = form.querySelector<HTMLInputElement>('input[name="proof"]');
  // Browsers have no cryptography on a page that came in the clear.
  if (field && isSecureContext)
    form.addEventListener('input', () => prove(form.dataset['proof']!, field), { once: true });
}

function prove(challenge: string, field: HTMLInputElement): void {
  const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<string>) => {
    field.value = data;
    worker.terminate();
  });
  worker.postMessage(challenge);
}
