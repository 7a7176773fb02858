import type { ToolWords } from '../i18n/tools/common.fr.ts';
import type { Keeping } from './kept.ts';

/** Says when the browser does not keep what the reader does, or could not read what it kept. */
export default function KeepingNotice({ keeping, words }: { keeping: Keeping; words: ToolWords }) {
  return (
    <div role="status">
      {keeping !== 'kept' && (
        <p className="notice">{keeping === 'memory' ? words.keeping.memory : words.keeping.unreadable}</p>
      )}
    </div>
  );
}
