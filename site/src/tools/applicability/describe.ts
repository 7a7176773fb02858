import { OUTSIDE } from '@palier/nis2/countries';
import type { ApplicabilityAnswers, Field } from '@palier/nis2/answers';
import { REGIMES, type Reason, type Regime } from '@palier/nis2/applicability';
import { INHABITANTS } from '@palier/nis2/public-bodies';
import type { Locale } from '@palier/model/locales';
import type { ApplicabilityWords } from '../../i18n/tools/applicability.fr.ts';
import { count, fill } from '../../i18n/text.ts';

/** Answers, regimes and reasons in words. */

/** Questions that have a screen of their own. */
export type Asked = keyof ApplicabilityWords['fieldset'];

export const isAsked = (field: Field, t: ApplicabilityWords): field is Asked => Object.hasOwn(t.fieldset, field);

export function listOf(
  locale: Locale,
  items: readonly string[],
  type: 'conjunction' | 'disjunction' = 'conjunction',
): string {
  return new Intl.ListFormat(locale, { type }).format(items);
}

export function countryName(locale: Locale, code: string, t: ApplicabilityWords): string {
  if (code === OUTSIDE) return t.countries.outside;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

export function regimeNames(locale: Locale, regimes: readonly Regime[], t: ApplicabilityWords): string {
  // The strictest first.
  const sorted = REGIMES.toReversed().filter((regime) => regimes.includes(regime));
  return listOf(
    locale,
    sorted.map((regime) => t.regimes[regime]),
    'disjunction',
  );
}

/** Things whose names hold commas. */
const several = (names: readonly string[], t: ApplicabilityWords): string =>
  names.length === 0 ? '' : names.reduce((before, after) => fill(t.between, { before, after }));

/** What an answer says, in words; an activity by its label, a figure by its band or with its unit. */
export function describeAnswer(field: Field, answer: unknown, t: ApplicabilityWords, locale: Locale): string {
  const countries = (codes: readonly string[]) =>
    codes.length === 0
      ? t.countries.none
      : listOf(
          locale,
          codes.map((code) => countryName(locale, code, t)),
        );
  if (answer === undefined || answer === 'unknown') return t.unknown;
  const number = (value: unknown) => new Intl.NumberFormat(locale).format(value as number);
  switch (field) {
    case 'structure':
      return t.structure[answer as 'private' | 'public'];
    case 'publicKind':
      return t.publicKind[answer as keyof typeof t.publicKind];
    case 'population':
      return (answer as number) > INHABITANTS ? t.population.above : t.population.atMost;
    case 'headcount':
      return typeof answer === 'number'
        ? fill(t.people, { n: number(answer) })
        : t.headcount[answer as keyof typeof t.headcount];
    case 'turnoverMillionEuro':
    case 'balanceSheetMillionEuro':
      return typeof answer === 'number'
        ? fill(t.millions, { n: number(answer) })
        : t.money[answer as keyof typeof t.money];
    case 'activities': {
      const ids = answer as (keyof typeof t.activities)[];
      return ids.length === 0
        ? t.noActivity
        : several(
            ids.map((id) => t.activities[id]),
            t,
          );
    }
    case 'establishedIn':
    case 'servicesProvidedIn':
      return countries(answer as string[]);
    case 'mainEstablishment':
      return Object.entries(answer as NonNullable<Exclude<ApplicabilityAnswers['mainEstablishment'], 'unknown'>>)
        .map(
          ([test, code]) =>
            `${t.fieldset.mainEstablishment[test as 'staff']} ${code === undefined || code === 'unknown' ? t.unknown : countryName(locale, code, t)}`,
        )
        .join(' ');
    case 'representativeIn':
      return countryName(locale, answer as string, t);
    case 'group': {
      const { length } = answer as unknown[];
      return length === 0 ? t.fieldset.group.none : count(locale, t.fieldset.group.counted, length);
    }
    case 'excluded':
      return several(
        (Array.isArray(answer) ? answer : [answer]).map(
          (one) => t.excluded[one as keyof typeof t.excluded] ?? t.unknown,
        ),
        t,
      );
    case 'formerOse':
    case 'criticalEntity':
    case 'independentSystems':
    case 'registersDomainNames':
      return answer === 'yes' || answer === true ? t.yes : t.no;
  }
}

/** What a step of the reasoning says, in words. */
export function describeReason(reason: Reason, t: ApplicabilityWords, locale: Locale): string {
  const [family = '', detail = ''] = reason.rule.split('.');
  const key = (Object.hasOwn(t.reasons, reason.rule) ? reason.rule : family) as keyof typeof t.reasons;
  return fill(t.reasons[key], {
    kind: t.publicKind[detail as keyof typeof t.publicKind] ?? '',
    sizes: listOf(
      locale,
      reason.outcome.map((size) => t.sizes[size as keyof typeof t.sizes] ?? size),
      'disjunction',
    ),
  });
}
