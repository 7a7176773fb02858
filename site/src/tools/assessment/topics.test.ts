import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { QUESTIONS } from '@palier/nis2/maturity-questions';
import { expect, it } from 'vitest';

const TOPICS = join(import.meta.dirname, '../../../../seeds/content/topics');

it('every question leads to topics that a first start publishes, in both languages', () => {
  for (const { id, topics } of Object.values(QUESTIONS)) {
    expect(topics.length, id).toBeGreaterThan(0);
    for (const topic of topics)
      for (const file of [`${topic}.md`, `${topic}.en.md`])
        expect(existsSync(join(TOPICS, file)), `${id}: ${file}`).toBe(true);
  }
});
