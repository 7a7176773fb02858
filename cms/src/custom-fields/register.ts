import type { Core } from '@strapi/strapi';

/**
 * Lists that are stored as JSON, arrays of strings, and that nobody should have to write as JSON: the admin gives each an
 * input of its own (`src/admin/fields`), under the same name.
 */
const CUSTOM_FIELDS = ['lines', 'audiences', 'nis2-articles'] as const;

/** Tells Strapi of the fields, before it reads the schemas that use them. */
export function registerCustomFields(strapi: Core.Strapi): void {
  for (const name of CUSTOM_FIELDS) {
    strapi.customFields.register({ name, type: 'json', inputSize: { default: 6, isResizable: true } });
  }
}
