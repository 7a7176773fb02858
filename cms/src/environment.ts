import path from 'node:path';

/** Folder of the repository. This file runs as `cms/dist/src/environment.js`. */
const REPOSITORY = path.resolve(__dirname, '../../..');

/** Folder of everything that changes at run time (`PALIER_HOME`, `.palier` in the repository when it is not set). */
export function palierHome(): string {
  return path.resolve(process.env['PALIER_HOME'] || path.join(REPOSITORY, '.palier'));
}

/** Address that readers and editors use, without a final slash. */
export function publicUrl(): string {
  return (process.env['PALIER_URL'] || 'http://localhost:8080').replace(/\/+$/, '');
}

/** True when readers and editors come through https: cookies are then marked `Secure`. */
export function isHttps(): boolean {
  return publicUrl().startsWith('https://');
}

/** Days that a row stays in the change feed at least (`FEED_RETENTION_DAYS`, 30 when it is not a positive number). */
export function feedRetentionDays(): number {
  const days = Number(process.env['FEED_RETENTION_DAYS']);
  return days > 0 ? days : 30;
}

/** Months after which what an official answer says of the law is to be checked (`OFFICIAL_LAW_MONTHS`, 12 by default). */
export function officialLawMonths(): number {
  const months = Number(process.env['OFFICIAL_LAW_MONTHS']);
  return Number.isInteger(months) && months > 0 ? months : 12;
}

/** Posts of a new member that a moderator looks at first (`FIRST_POSTS_REVIEWED`, 2 by default; 0: none). */
export function firstPostsReviewed(): number {
  const posts = Number(process.env['FIRST_POSTS_REVIEWED'] || 2);
  return Number.isInteger(posts) && posts >= 0 ? posts : 2;
}

/** Address of the publisher, for what the admin shows of it (`PUBLISHER_URL`), without a final slash. */
export function publisherUrl(): string {
  return (process.env['PUBLISHER_URL'] || 'http://127.0.0.1:4400').replace(/\/+$/, '');
}

/** True when the link checker may call private addresses (`LINKS_ALLOW_PRIVATE=1`): intranets, tests. */
export function linksAllowPrivate(): boolean {
  return process.env['LINKS_ALLOW_PRIVATE'] === '1';
}

/** True unless `LINKS_WEEKLY=0`: each link is then checked only by `npm run links`. */
export function linksWeekly(): boolean {
  return process.env['LINKS_WEEKLY'] !== '0';
}
