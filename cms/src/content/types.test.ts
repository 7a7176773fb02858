import { publishedDocument } from '@palier/model';
import { describe, expect, it } from 'vitest';
import { CONTENT_TYPES, EDITED_TYPES } from './types.ts';

/** Fields that a published document has besides those of its content type. */
const OWN = ['type', 'documentId', 'locale', 'firstPublishedAt', 'updatedAt'];

describe('the allow-list of published fields', () => {
  it.each(EDITED_TYPES)('names exactly the fields of the public schema: %s', (type) => {
    const { fields, references, media, components, derived } = CONTENT_TYPES[type];
    const schema = publishedDocument.options.find((option) => option.shape.type.value === type);
    const listed = [fields, references, components].flatMap((part) => Object.keys(part));
    expect([...listed, ...media, ...derived, ...OWN].sort()).toEqual(Object.keys(schema?.shape ?? {}).sort());
  });

  it.each(EDITED_TYPES)('calls shared the fields that Strapi does not localise: %s', async (type) => {
    const schema = (await import(`../api/${type}/content-types/${type}/schema.json`, { with: { type: 'json' } })) as {
      default: { attributes: Record<string, { type: string; pluginOptions?: { i18n: { localized: boolean } } }> };
    };
    const shared = Object.entries(schema.default.attributes)
      .filter(([, attribute]) => attribute.type !== 'relation' && !attribute.pluginOptions?.i18n.localized)
      .map(([field]) => field);
    expect([...CONTENT_TYPES[type].shared].sort()).toEqual(shared.sort());
  });
});
