import type { Core } from '@strapi/strapi';
import { tooLong, type Flaw } from '../published/flaws.ts';
import { CONTENT_TYPES, type EditedType } from './types.ts';

interface Attribute {
  type: string;
  maxLength?: number;
  component?: string;
}

type Attributes = Readonly<Record<string, Attribute>>;

/** Texts of the data of an action that are over the limit of their field, those of components too. */
export function overlongTexts(strapi: Core.Strapi, type: EditedType, data: object): Flaw[] {
  const overlong = (attributes: Attributes, values: object, place: string): Flaw[] =>
    Object.entries(values).flatMap(([name, value]: [string, unknown]): Flaw[] => {
      const attribute = attributes[name];
      const field = `${place}${name}`;
      if (attribute?.component && Array.isArray(value)) {
        const inner = attributesOf(strapi.components[attribute.component as never]);
        return value.flatMap((item: unknown, index) =>
          typeof item === 'object' && item !== null ? overlong(inner, item, `${field}.${index}.`) : [],
        );
      }
      if (typeof value !== 'string' || !attribute?.maxLength || value.length <= attribute.maxLength) return [];
      return [{ field, advice: tooLong(value.length, attribute.maxLength) }];
    });
  return overlong(attributesOf(strapi.contentType(CONTENT_TYPES[type].uid)), data, '');
}

function attributesOf(schema: unknown): Attributes {
  return (schema as { attributes?: Attributes } | undefined)?.attributes ?? {};
}
