import { Field, SingleSelect, SingleSelectOption, Textarea } from '@strapi/design-system';
import { joinReason, type ReadyReason, type Reason } from '@palier/model/moderation';
import { READY } from './texts.ts';

export const NO_REASON: Reason = { ready: null, words: '' };

export const textOf = ({ ready, words }: Reason): string => joinReason({ ready, words: words.trim() });

interface Props {
  reason: Reason;
  onChange: (reason: Reason) => void;
  /** Who reads it. */
  hint: string;
}

/** Why: a ready reason, words of one's own, or both. */
export function ReasonFields({ reason, onChange, hint }: Props) {
  return (
    <>
      <Field.Root>
        <Field.Label>Raison toute prête</Field.Label>
        <SingleSelect
          value={reason.ready ?? ''}
          placeholder="Aucune"
          onClear={() => onChange({ ...reason, ready: null })}
          onChange={(ready) => onChange({ ...reason, ready: ready as ReadyReason })}
        >
          {Object.entries(READY).map(([value, label]) => (
            <SingleSelectOption key={value} value={value}>
              {label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Field.Root hint={hint}>
        <Field.Label>Raison, en vos mots</Field.Label>
        <Textarea
          value={reason.words}
          maxLength={1000}
          onChange={(event) => onChange({ ...reason, words: event.target.value })}
        />
        <Field.Hint />
      </Field.Root>
    </>
  );
}
