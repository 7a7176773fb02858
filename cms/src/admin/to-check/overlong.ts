/** A text of the form that is over the limit of its field. */
export interface Overlong {
  field: string;
  length: number;
  max: number;
}

interface Attribute {
  type: string;
  maxLength?: number;
  component?: string;
}

type Schemas = Readonly<Record<string, { attributes: object } | undefined>>;

/** Texts that Strapi will not let through, while they are being written; those of repeated components too. */
export function overlongIn(attributes: object, values: unknown, components: Schemas, place = ''): Overlong[] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(attributes as Record<string, Attribute>).flatMap(
    ([name, { maxLength, component }]): Overlong[] => {
      const value = (values as Record<string, unknown>)[name];
      const field = `${place}${name}`;
      const inner = component && components[component];
      if (inner && Array.isArray(value)) {
        return value.flatMap((item, index) => overlongIn(inner.attributes, item, components, `${field}.${index}.`));
      }
      if (typeof value !== 'string' || !maxLength || value.length <= maxLength) return [];
      return [{ field, length: value.length, max: maxLength }];
    },
  );
}
