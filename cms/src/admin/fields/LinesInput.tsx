import { Button, Field, Flex, IconButton, TextInput } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { useEffect, useRef, useState, type ClipboardEvent } from 'react';
import { flawOfLines, linesOf, stringsOf, type InputProps } from './strings.ts';

/** A list of short texts, one input a line. Several lines pasted into one become as many; empty ones are not kept. */
export function LinesInput(props: InputProps) {
  const { name, label, hint, placeholder, required, disabled, labelAction, error, value, attribute, onChange } = props;
  const [rows, setRows] = useState(() => stringsOf(value));
  const given = useRef(value);
  const focused = useRef<number | null>(null);

  // The form took another value than ours: another document, or changes undone.
  useEffect(() => {
    if (JSON.stringify(value ?? []) === JSON.stringify(given.current ?? [])) return;
    given.current = value;
    setRows(stringsOf(value));
  }, [value]);

  const change = (next: string[], focus: number | null = null) => {
    const kept = next.map((row) => row.trim()).filter((row) => row !== '');
    setRows(next);
    given.current = kept;
    focused.current = focus;
    onChange(name, kept);
  };

  const paste = (index: number, event: ClipboardEvent<HTMLInputElement>) => {
    const lines = linesOf(event.clipboardData.getData('text'));
    if (lines.length < 2) return;
    event.preventDefault();
    const before = rows[index] === '' ? [] : rows.slice(index, index + 1);
    change([...rows.slice(0, index), ...before, ...lines, ...rows.slice(index + 1)]);
  };

  const shown = rows.length === 0 ? [''] : rows;
  return (
    <Field.Root
      name={name}
      hint={hint}
      required={required ?? false}
      error={error ?? flawOfLines(rows, attribute?.options ?? {}) ?? false}
    >
      <Field.Label action={labelAction}>{label}</Field.Label>
      <Flex direction="column" alignItems="stretch" gap={2} role="group" aria-label={label}>
        {shown.map((row, index) => (
          // Lines have no identity but their place.
          <Flex key={index} gap={2}>
            <Flex flex="1" direction="column" alignItems="stretch">
              <TextInput
                {...(index > 0 && { id: `${name}-${index}` })}
                name={`${name}-${index}`}
                aria-label={`${label}, ligne ${index + 1}`}
                value={row}
                placeholder={index === 0 ? placeholder : ''}
                disabled={disabled}
                autoFocus={focused.current === index}
                onPaste={(event: ClipboardEvent<HTMLInputElement>) => paste(index, event)}
                onChange={(event) => change(shown.with(index, event.target.value))}
              />
            </Flex>
            {rows.length > 0 && (
              <IconButton
                label={`Retirer la ligne ${index + 1}`}
                disabled={disabled}
                onClick={() => change(rows.toSpliced(index, 1))}
              >
                <Trash />
              </IconButton>
            )}
          </Flex>
        ))}
        <Flex>
          <Button
            variant="tertiary"
            size="S"
            startIcon={<Plus />}
            disabled={disabled || shown.at(-1) === ''}
            onClick={() => change([...shown, ''], shown.length)}
          >
            Ajouter une ligne
          </Button>
        </Flex>
      </Flex>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
