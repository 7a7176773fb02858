import type { Core } from '@strapi/strapi';
import { SYSTEM_LABELS, type AdminView } from './view.ts';
import { COMPONENT_VIEWS, VIEWS } from './views.ts';

interface Metadata {
  edit: Record<string, unknown>;
  list: Record<string, unknown>;
}

/** What Strapi's content manager keeps of a type, in its store. */
export interface Configuration {
  settings: Record<string, unknown>;
  metadatas: Record<string, Metadata>;
  layouts: { list: string[]; edit: { name: string; size: number }[][] };
}

interface Model {
  uid: string;
  attributes: Record<string, { type: string }>;
}

interface Configurations {
  findConfiguration(model: Model): Promise<Configuration>;
  /** Writes only what differs. */
  updateConfiguration(model: Model, configuration: Configuration): Promise<unknown>;
}

type ContentTypes = Configurations & { findContentType(uid: string): Model | undefined };
type Components = Configurations & { findComponent(uid: string): Model | undefined };

/**
 * Gives Strapi's content manager the views of this folder; what they do not speak of stays as Strapi made it. Run it
 * once the plugins have started: they first bring what is stored in line with the schemas.
 */
export async function applyAdminViews(strapi: Core.Strapi): Promise<void> {
  const manager = strapi.plugin('content-manager');
  const contentTypes = manager.service<ContentTypes>('content-types');
  const components = manager.service<Components>('components');
  for (const view of VIEWS) await applyView(contentTypes, contentTypes.findContentType(view.uid), view);
  for (const view of COMPONENT_VIEWS) await applyView(components, components.findComponent(view.uid), view);
}

async function applyView(service: Configurations, model: Model | undefined, view: AdminView): Promise<void> {
  if (!model)
    throw new Error(`cms/src/admin-views describes ${view.uid}, which is no type of this CMS: remove its file`);
  const unknown = namesIn(view).filter((name) => !model.attributes[name]);
  if (unknown.length > 0) {
    throw new Error(`cms/src/admin-views names fields that ${view.uid} does not have: ${unknown.join(', ')}`);
  }
  const present = await service.findConfiguration(model);
  await service.updateConfiguration(model, configured(present, view));
}

/** Every field that a view names. */
export function namesIn(view: AdminView): string[] {
  const shown = view.form.flat().map(([name]) => name);
  return [
    ...new Set([...Object.keys(view.fields), ...shown, ...view.hidden, ...(view.list?.columns ?? []), view.mainField]),
  ];
}

function configured({ settings, metadatas }: Configuration, view: AdminView): Configuration {
  const words = { ...metadatas };
  for (const [name, label] of Object.entries(SYSTEM_LABELS)) {
    const known = words[name];
    if (known) words[name] = { edit: labelled(known.edit, { label }), list: { ...known.list, label } };
  }
  for (const [name, { label, help, placeholder = '', mainField }] of Object.entries(view.fields)) {
    const known = words[name] ?? { edit: {}, list: {} };
    words[name] = {
      edit: labelled(known.edit, { label, description: help, placeholder, ...(mainField && { mainField }) }),
      list: { ...known.list, label },
    };
  }
  const { list } = view;
  return {
    settings: {
      ...settings,
      mainField: view.mainField,
      ...(list
        ? { defaultSortBy: list.sort[0], defaultSortOrder: list.sort[1], pageSize: list.pageSize }
        : { defaultSortBy: view.mainField }),
    },
    metadatas: words,
    layouts: {
      list: [...(list?.columns ?? [view.mainField])],
      edit: view.form.map((row) => row.map(([name, size]) => ({ name, size }))),
    },
  };
}

/** Words of the form; Strapi keeps none for what its forms do not show (identifiers). */
function labelled(edit: Metadata['edit'], words: Record<string, unknown>): Metadata['edit'] {
  return Object.keys(edit).length === 0 && !('description' in words) ? edit : { ...edit, ...words };
}
