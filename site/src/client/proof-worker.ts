import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** Answers a challenge of the hub (JSON) with its proof (JSON), away from the page: someone is writing there. */
addEventListener('message', ({ data }: MessageEvent<string>) => void answer(data));

async function answer(sent: string): Promise<void> {
  const challenge = JSON.parse(sent) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  if (solution) postMessage(JSON.stringify({ challenge, solution }));
}
