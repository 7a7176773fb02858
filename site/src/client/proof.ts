/**
 * Does the work that the form of a newcomer asks for, from the first thing that is written in it. Where it cannot be done (no
 * script, no secure connection), the message waits for a moderator.
 */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-proof]')) {
  const field = form.querySelector<HTMLInputElement>('input[name="proof"]');
  // Browsers have no cryptography on a page that came in the clear.
  if (field && isSecureContext) prepare(form, field);
}

function prepare(form: HTMLFormElement, field: HTMLInputElement): void {
  let work: Promise<void> | undefined;
  let isDone = false;
  const begin = () =>
    (work ??= prove(form.dataset['proof']!).then((proof) => {
      field.value = proof;
      isDone = true;
    }));
  form.addEventListener('input', () => void begin(), { once: true });
  // A draft that came back, a text that is sent again as it is: the form may leave before anything was written.
  form.addEventListener('submit', (event) => {
    const isSending = (event.submitter as HTMLButtonElement | null)?.value !== 'preview';
    if (isDone || !isSending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void begin().then(() => form.requestSubmit(event.submitter));
  });
}

/** The proof of a challenge; empty when the work failed. */
function prove(challenge: string): Promise<string> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' });
    const end = (proof: string) => {
      worker.terminate();
      resolve(proof);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<string>) => end(data));
    worker.addEventListener('error', () => end(''));
    worker.postMessage(challenge);
  });
}
