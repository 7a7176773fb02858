import { Field, Flex, Tag, TextInput } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { adviceOnArticles, articlesIn } from './articles.ts';
import { distinct, stringsOf, type InputProps } from './strings.ts';

/**
 * Articles of the directive. Enter, a comma, a paste or leaving the input adds what is typed; what is no article stays in
 * the input, with the form that an article has.
 */
export function Nis2ArticlesInput(props: InputProps) {
  const { name, label, hint, placeholder, required, disabled, labelAction, error, value, attribute, onChange } = props;
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string[]>([]);
  const articles = stringsOf(value);
  const max = attribute?.options?.max;

  const add = (text: string) => {
    const found = articlesIn(text);
    if (found.articles.length > 0) onChange(name, distinct([...articles, ...found.articles]));
    setTyped(found.wrong.join(', '));
    setWrong(found.wrong);
  };

  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' && event.key !== ',' && event.key !== ';') return;
    event.preventDefault();
    add(typed);
  };

  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    event.preventDefault();
    add(`${typed}\n${event.clipboardData.getData('text')}`);
  };

  const invalid = articlesIn(articles.join('\n')).wrong;
  const tooMany = max !== undefined && articles.length > max ? `Gardez ${max} articles au plus.` : undefined;
  return (
    <Field.Root
      name={name}
      hint={hint}
      required={required ?? false}
      error={adviceOnArticles(wrong) ?? error ?? adviceOnArticles(invalid) ?? tooMany ?? false}
    >
      <Field.Label action={labelAction}>{label}</Field.Label>
      <TextInput
        value={typed}
        placeholder={placeholder}
        disabled={disabled}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong([]);
        }}
        onKeyDown={key}
        onPaste={paste}
        onBlur={() => add(typed)}
      />
      {articles.length > 0 && (
        <Flex wrap="wrap" gap={1} role="group" aria-label={`${label} choisis`}>
          {articles.map((article) => (
            <Tag
              key={article}
              icon={<Cross />}
              label={`Retirer l’article ${article}`}
              disabled={disabled}
              onClick={() =>
                onChange(
                  name,
                  articles.filter((one) => one !== article),
                )
              }
            >
              {article}
            </Tag>
          ))}
        </Flex>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
