import { expect, it } from 'vitest';
import { overlongIn } from './overlong.ts';

const attributes = {
  title: { type: 'string', maxLength: 5 },
  body: { type: 'richtext' },
  steps: { type: 'component', component: 'path.step' },
};
const components = { 'path.step': { attributes: { note: { type: 'text', maxLength: 3 } } } };

it('finds texts over their limit, in steps too, and nothing else', () => {
  const values = { title: '123456', body: 'x'.repeat(9), steps: [{ note: 'abc' }, { note: 'abcd' }, null, 'x'] };
  expect(overlongIn(attributes, values, components)).toEqual([
    { field: 'title', length: 6, max: 5 },
    { field: 'steps.1.note', length: 4, max: 3 },
  ]);
});

it.each([undefined, null, {}, { title: null, steps: null }, { title: 12, steps: {} }])(
  'finds nothing in %j',
  (values) => {
    expect(overlongIn(attributes, values, components)).toEqual([]);
  },
);
