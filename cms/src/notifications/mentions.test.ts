import { describe, expect, test } from 'vitest';
import { pseudonymKey } from '../members/pseudonym.ts';
import { MENTIONS_MAX, mentioned, possibleMentions } from './mentions.ts';

const MEMBERS = new Map(
  ['Merisier', 'Pin', 'Pin maritime', 'Chêne vert', 'Œil-de-bœuf', "L'Aulne", 'Érable 42'].map((name) => [
    pseudonymKey(name),
    name,
  ]),
);
const meant = (body: string) => mentioned(possibleMentions(body), MEMBERS);

describe('a mention', () => {
  test.each([
    ['Merci @Merisier, c’est clair.', ['Merisier']],
    ['@merisier', ['Merisier']],
    ['(@Merisier)', ['Merisier']],
    ['@Pin maritime a raison', ['Pin maritime']],
    ['@Pin a raison', ['Pin']],
    ['@Pin-Maritime', ['Pin maritime']],
    ['@Chêne vert', ['Chêne vert']],
    ['@chene vert', ['Chêne vert']],
    ['@Œil-de-bœuf !', ['Œil-de-bœuf']],
    ['@L’Aulne et @Érable 42.', ["L'Aulne", 'Érable 42']],
    ['@Merisier puis @merisier', ['Merisier']],
  ])('in « %s » is for %j', (body, names) => {
    expect(meant(body)).toEqual(names);
  });

  test.each([
    'Merisier',
    'jean@merisier.fr',
    'jean@Merisier',
    '`@Merisier`',
    '```\n@Merisier\n```',
    '```\n@Merisier',
    '@@Merisier',
    '@ Merisier',
    '@Merisiers',
    'https://exemple.fr/@Merisier',
    '@',
    '',
  ])('is not read in « %s »', (body) => {
    expect(meant(body)).toEqual([]);
  });

  test('is for ten members a post at most, and a text of signs alone costs little', () => {
    const many = new Map(Array.from({ length: 40 }, (_, at) => [pseudonymKey(`Aulne ${at + 100}`), `${at}`]));
    const body = [...many.keys()].map((_, at) => `@Aulne ${at + 100}`).join(', ');
    expect(mentioned(possibleMentions(body), many)).toHaveLength(MENTIONS_MAX);
    expect(possibleMentions('@a '.repeat(7_000)).length).toBeLessThan(100);
    expect(possibleMentions('@'.repeat(20_000))).toEqual([]);
  });
});
