import type { Core } from '@strapi/strapi';

/**
 * Fields that have an input of their own in the admin (`src/admin/fields`), under the same name: lists, stored as JSON, that
 * nobody should have to write as JSON, and times, which are those of the event's zone and not of the editor's.
 */
const CUSTOM_FIELDS = {
  lines: 'json',
  audiences: 'json',
  functions: 'json',
  'nis2-articles': 'json',
  'time-zone': 'string',
  'event-time': 'datetime',
} as const;

/** Tells Strapi of the fields, before it reads the schemas that use them. */
export function registerCustomFields(strapi: Core.Strapi): void {
  for (const [name, type] of Object.entries(CUSTOM_FIELDS)) {
    strapi.customFields.register({ name, type, inputSize: { default: 6, isResizable: true } });
  }
}
