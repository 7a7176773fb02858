import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** Answers a challenge of the hub (JSON) with its proof (JSON), away from the page: someone is writing there. Empty: there is none. */
addEventListener('message', ({ data }: MessageEvent<string>) => {
  answer(data).then(postMessage, () => postMessage(''));
});

async function answer(sent: string): Promise<string> {
  const challenge = JSON.parse(sent) as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return solution ? JSON.stringify({ challenge, solution }) : '';
}
