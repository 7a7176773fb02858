/**
 * How the admin shows a content type: labels, help, order of the form, columns of the list. Kept as code, one file a type,
 * and written at each start to where Strapi keeps such settings: what is changed there by hand lasts until the next start.
 */
export interface AdminView {
  uid: string;
  /** Field that names a document wherever one line must do: titles, relations. */
  mainField: string;
  /** Every attribute of the type, with its words. */
  fields: Readonly<Record<string, FieldView>>;
  /** The form, row by row: each row holds fields with their width, 12 in all at most. What is absent is not shown. */
  form: readonly (readonly (readonly [field: string, width: 4 | 6 | 8 | 12])[])[];
  /** Fields that the form leaves out on purpose. */
  hidden: readonly string[];
  /** Columns of the list; components have none. */
  list?: ListView;
}

export interface FieldView {
  /** In French, as all that follows. */
  label: string;
  /** What to write, and why. */
  help: string;
  placeholder?: string;
  /** Relations: the field of the target that names it. */
  mainField?: string;
}

export interface ListView {
  columns: readonly string[];
  sort: readonly [field: string, order: 'ASC' | 'DESC'];
  pageSize: 10 | 20 | 50 | 100;
}

/** Columns that Strapi adds to every type. */
export const SYSTEM_LABELS: Readonly<Record<string, string>> = {
  id: 'N°',
  documentId: 'Identifiant',
  createdAt: 'Création',
  updatedAt: 'Dernière modification',
  createdBy: 'Création par',
  updatedBy: 'Modification par',
};
