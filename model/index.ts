export * from './digest.ts';
export * from './documents.ts';
export * from './email.ts';
export * from './feed.ts';
export * from './import.ts';
export * from './levels.ts';
export * from './locales.ts';
export * from './slugify.ts';
