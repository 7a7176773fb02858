import { expect, test } from 'vitest';
import { jsonLd } from './json-ld.ts';

test('no text can end the script that holds it', () => {
  const text = '</script><script>alert(1)</script><!-- & \u2028';
  const written = jsonLd([{ '@type': 'Article', name: text }]);
  expect(written).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(written)).toEqual({ '@context': 'https://schema.org', '@type': 'Article', name: text });
});

test('several things are one graph', () => {
  expect(JSON.parse(jsonLd([{ '@type': 'A' }, { '@type': 'B' }]))).toMatchObject({
    '@graph': [{ '@type': 'A' }, { '@type': 'B' }],
  });
});
