export type { Heading } from './headings.ts';
export type { PostPlace } from './transform.ts';
export { type NoteTarget, resolveNotes } from './notes.ts';
export { type Rendered, renderMarkdown } from './render.ts';
