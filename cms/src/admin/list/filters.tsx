import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useField, type StrapiApp } from '@strapi/strapi/admin';

interface Option {
  label: string;
  value: string;
}

interface Filter {
  name: string;
  type?: string;
  input?: unknown;
  options?: Option[];
}

interface Filters {
  displayedFilters: Filter[];
  layout: unknown;
}

/** Has active filters on lists of choice named as the choice is, which Strapi does of filters with an input of their own. */
export function nameFilters(app: StrapiApp): void {
  app.registerHook('Admin/CM/pages/ListView/inject-in-filters', ({ displayedFilters, layout }: Filters) => ({
    displayedFilters: displayedFilters.map((filter) =>
      filter.type === 'enumeration' && filter.name !== '__status' && !filter.input
        ? { ...filter, input: ChoiceFilter }
        : filter,
    ),
    layout,
  }));
}

function ChoiceFilter({ name, options = [], 'aria-label': label }: Filter & { 'aria-label'?: string }) {
  const field = useField<string>(name);
  return (
    <SingleSelect
      aria-label={label ?? 'Valeur'}
      placeholder="Choisir"
      value={field.value}
      onChange={(value) => field.onChange(name, String(value))}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
