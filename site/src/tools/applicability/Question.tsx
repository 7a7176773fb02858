import type { ApplicabilityAnswers, Field } from '@palier/nis2/answers';
import { useState, type FormEvent, type RefObject } from 'react';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import type { ToolProps } from '../mount.tsx';
import ActivityList from './ActivityList.tsx';
import Choices from './Choices.tsx';
import Countries from './Countries.tsx';
import Group from './Group.tsx';
import MainEstablishment from './MainEstablishment.tsx';
import { choicesOf, type Choice } from './choices.ts';
import { isAsked } from './describe.ts';
import type { FormProps } from './form.ts';

interface Props extends ToolProps<ApplicabilityWords> {
  field: Field;
  heading: RefObject<HTMLHeadingElement | null>;
  /** Answers that count. */
  answers: ApplicabilityAnswers;
  /** Every answer given, those that do not count now included: going back loses none. */
  given: ApplicabilityAnswers;
  answer(answers: Partial<ApplicabilityAnswers>): void;
  back: (() => void) | null;
}

/** One question: its words, its form, the way on and the way back. */
export default function Question({ field, heading, answers, given, locale, words, t, answer, back }: Props) {
  const [said, setSaid] = useState<Partial<ApplicabilityAnswers> | null>(
    given[field] === undefined ? null : { [field]: given[field] },
  );
  const [isRefused, setRefused] = useState(false);
  if (!isAsked(field, t)) return null;
  const { title, text, how } = t.fieldset[field];
  const form: FormProps = {
    before: given,
    labelledBy: 'question',
    locale,
    t,
    say: (next) => {
      setSaid(next);
      if (next) setRefused(false);
    },
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (said === null) setRefused(true);
    else answer(said);
  };

  return (
    <form onSubmit={submit} noValidate>
      <h2 id="question" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <p>{text}</p>
      <details className="how">
        <summary>{t.how}</summary>
        <p>{how}</p>
      </details>
      <FormOf field={field} choices={choicesOf(field, answers, t)} form={form} answers={answers} />
      <p className="flaw" role="alert">
        {isRefused && t.choose}
      </p>
      <p className="onward">
        <button className="button">{words.next}</button>
        {back && (
          <button type="button" className="button quiet" onClick={back}>
            {words.back}
          </button>
        )}
      </p>
    </form>
  );
}

function FormOf({
  field,
  choices,
  form,
  answers,
}: {
  field: Field;
  choices: Choice[] | null;
  form: FormProps;
  answers: ApplicabilityAnswers;
}) {
  switch (field) {
    case 'activities':
      return <ActivityList {...form} isPublic={answers.structure === 'public'} />;
    case 'establishedIn':
    case 'servicesProvidedIn':
      return <Countries {...form} field={field} />;
    case 'mainEstablishment':
      return <MainEstablishment {...form} establishedIn={answers.establishedIn} />;
    case 'group':
      return <Group {...form} />;
    default:
      return choices && <Choices {...form} field={field} choices={choices} />;
  }
}
