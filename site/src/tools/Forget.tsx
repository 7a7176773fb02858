import { useState } from 'react';
import type { ToolWords } from '../i18n/tools/common.fr.ts';

/** Erases what the browser keeps, once the reader has said so twice. */
export default function Forget({ forget, words }: { forget(): void; words: ToolWords }) {
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <button type="button" onClick={() => setAsking(true)}>
        {words.forget}
      </button>
    );
  return (
    <span role="group" aria-label={words.forgetSure}>
      {words.forgetSure}{' '}
      <button
        type="button"
        autoFocus
        onClick={() => {
          setAsking(false);
          forget();
        }}
      >
        {words.forgetYes}
      </button>{' '}
      <button type="button" onClick={() => setAsking(false)}>
        {words.forgetNo}
      </button>
    </span>
  );
}
