import { expect, test } from 'vitest';
import { readBody, readTexts, readTitle } from './texts.ts';

const rlo = '\u202e';

test('a post keeps its Markdown and its lines, and loses what cannot be seen', () => {
  expect(readBody('  ## Titre\r\n\r\n- un\r- deux\n', 'body')).toEqual({ text: '## Titre\n\n- un\n- deux' });
  expect(readBody(`a${rlo}b\u200bc\u0000d\u2066e\ufefff\u00adg\ud800h`, 'body')).toEqual({ text: 'abcdefg\ufffdh' });
  expect(readBody('👩\u200d💻 écrit ici', 'body')).toEqual({ text: '👩\u200d💻 écrit ici' });
});

test.each(['', '   \n', '\u200b\u200b', rlo, '...', '!!!', '# ', 'a@b.fr', 'mailto:a@b.fr'])(
  '%j is no post',
  (text) => {
    expect(readBody(text, 'body')).toEqual({ flaw: 'missing' });
  },
);

test('a post has a length, a comment a shorter one', () => {
  expect(readBody('a'.repeat(20_001), 'body')).toEqual({ flaw: 'too-long' });
  expect(readBody('a'.repeat(20_000), 'body')).toHaveProperty('text');
  expect(readBody('a'.repeat(3_001), 'comment')).toEqual({ flaw: 'too-long' });
});

test('a title is one line that says something', () => {
  expect(readTitle(`  Combien\n de${rlo}  temps ? `)).toEqual({ text: 'Combien de temps ?' });
  expect(readTitle('')).toEqual({ flaw: 'missing' });
  expect(readTitle('Aide ?')).toEqual({ flaw: 'too-short' });
  expect(readTitle('prenom.nom@exemple.fr ?')).toEqual({ flaw: 'too-short' });
  expect(readTitle('x'.repeat(151))).toEqual({ flaw: 'too-long' });
});

test('both texts of a post are read as those of its kind, and each says what is wrong with it', () => {
  const sent = { title: ' Combien de  temps ? ', body: ' Sept jours. ' };
  expect(readTexts('question', sent)).toEqual({ title: 'Combien de temps ?', body: 'Sept jours.' });
  expect(readTexts('answer', sent)).toEqual({ title: null, body: 'Sept jours.' });
  expect(readTexts('question', { title: 'Aide ?', body: '' })).toEqual({
    flaws: { title: 'too-short', body: 'missing' },
  });
  expect(readTexts('comment', { title: '', body: 'a'.repeat(3_001) })).toEqual({ flaws: { body: 'too-long' } });
});
