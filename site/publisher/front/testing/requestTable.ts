import { CONTRIBUTIONS_PATH, CONTRIBUTION_BODY_MAX, STATISTICS_PATH } from '@palier/model';
import { expect } from 'vitest';
import { CLOSED_PATHS, FEEDBACK_BODY_MAX, FEEDBACK_PATH } from '../cms.ts';
import type { Answer, Asked } from './http.ts';
import { RELEASE } from './release.ts';

/**
 * What the public address answers, whoever serves it: the Node front server alone, or Caddy before it. Both
 * tests run this table.
 */
export interface TableRow extends Asked {
  name: string;
  status: number;
  /** Null: the header must be absent. */
  answers?: Record<string, string | RegExp | null>;
  /** Whole body, decompressed. */
  text?: string;
}

const fileText = (path: string) => RELEASE[path]!.toString();
const HTML = 'text/html; charset=utf-8';
const BR = { 'accept-encoding': 'gzip, deflate, br' };
const REVALIDATED = 'public, max-age=0, must-revalidate';
const PREVIEW_POLICIES = {
  'cache-control': 'private, no-store',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  etag: null,
  'last-modified': null,
};
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const READER = { accept: 'text/html,*/*;q=0.8', ...BR };

export const REQUEST_TABLE: TableRow[] = [
  {
    name: 'a page goes out in brotli to those who take it',
    path: '/ressources/guide/',
    headers: BR,
    status: 200,
    text: fileText('ressources/guide/index.html'),
    answers: {
      'content-type': HTML,
      'content-encoding': 'br',
      vary: /accept-encoding/i,
      'cache-control': REVALIDATED,
      etag: /^"[^"]+"$/,
      'accept-ranges': null,
    },
  },
  {
    name: 'a page goes out in gzip to those who take no brotli',
    path: '/ressources/guide/',
    headers: { 'accept-encoding': 'gzip' },
    status: 200,
    text: fileText('ressources/guide/index.html'),
    answers: { 'content-type': HTML, 'content-encoding': 'gzip', vary: /accept-encoding/i },
  },
  {
    name: 'a page goes out as it is to those who take nothing',
    path: '/',
    status: 200,
    text: fileText('index.html'),
    answers: { 'content-type': HTML, 'content-encoding': null, vary: /accept-encoding/i },
  },
  {
    name: 'an encoding refused by weight is not sent',
    path: '/',
    headers: { 'accept-encoding': 'br;q=0, gzip;q=0.5' },
    status: 200,
    text: fileText('index.html'),
    answers: { 'content-encoding': 'gzip' },
  },
  {
    name: 'HEAD answers the headers of GET without a body',
    method: 'HEAD',
    path: '/ressources/guide/',
    headers: BR,
    status: 200,
    text: '',
    answers: { 'content-type': HTML, 'content-encoding': 'br', etag: /^"[^"]+"$/ },
  },
  {
    name: 'a query does not change the page',
    path: '/en/?utm=1',
    status: 200,
    text: fileText('en/index.html'),
    answers: { 'content-type': HTML },
  },
  {
    name: 'a page asked without its final slash redirects to it, query kept',
    path: '/ressources/guide?x=1',
    status: 301,
    answers: { location: '/ressources/guide/?x=1', 'cache-control': REVALIDATED },
  },
  { name: 'a folder that is no page is not found', path: '/empty-folder', headers: READER, status: 404 },
  { name: 'a folder that is no page is not listed', path: '/empty-folder/', headers: READER, status: 404 },
  {
    name: 'hashed assets are kept for a year',
    path: '/_astro/styles.Ab12Cd34.css',
    headers: BR,
    status: 200,
    text: fileText('_astro/styles.Ab12Cd34.css'),
    answers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
    },
  },
  {
    name: 'the Atom feed says what it is',
    path: '/feed.xml',
    headers: BR,
    status: 200,
    text: fileText('feed.xml'),
    answers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': REVALIDATED },
  },
  {
    name: 'the sitemap says what it is',
    path: '/sitemap.xml',
    status: 200,
    answers: { 'content-type': 'application/xml; charset=utf-8' },
  },
  {
    name: 'scripts say what they are',
    path: '/pagefind/pagefind.js',
    status: 200,
    answers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': REVALIDATED },
  },
  { name: 'images say what they are', path: '/icon.png', status: 200, answers: { 'content-type': 'image/png' } },
  {
    name: 'a range of an uncompressed file is sent alone',
    path: '/digits.bin',
    headers: { range: 'bytes=2-4' },
    status: 206,
    text: '234',
    answers: { 'content-range': 'bytes 2-4/10', 'content-length': '3' },
  },
  {
    name: 'a range past the end is refused',
    path: '/digits.bin',
    headers: { range: 'bytes=20-' },
    status: 416,
    answers: { 'content-range': 'bytes */10' },
  },
  {
    name: 'a missing page answers the French 404 page',
    path: '/ressources/absente/',
    headers: READER,
    status: 404,
    text: fileText('404.html'),
    answers: { 'content-type': HTML, 'content-encoding': 'br', 'cache-control': REVALIDATED },
  },
  {
    name: 'a missing page under /en/ answers the English 404 page',
    path: '/en/resources/missing/',
    headers: READER,
    status: 404,
    text: fileText('en/404.html'),
    answers: { 'content-type': HTML },
  },
  {
    name: 'a renamed page redirects for good',
    path: '/ressources/ancien/',
    headers: READER,
    status: 301,
    answers: { location: '/ressources/guide/', 'cache-control': REVALIDATED },
  },
  {
    name: 'a renamed page redirects without its final slash too, query kept',
    path: '/ressources/ancien?x=1',
    status: 301,
    answers: { location: '/ressources/guide/?x=1' },
  },
  {
    name: 'an English page redirects within English',
    path: '/en/resources/old/',
    status: 301,
    answers: { location: '/en/resources/guide/' },
  },
  {
    name: 'a page that is not translated leads to its original, for the time being, query kept',
    path: '/en/resources/en-francais/?a=1',
    headers: READER,
    status: 302,
    answers: { location: '/ressources/en-francais/?a=1' },
  },
  {
    name: 'a withdrawn page answers 410 in French',
    path: '/ressources/retire/',
    headers: READER,
    status: 410,
    text: fileText('410.html'),
    answers: { 'content-type': HTML },
  },
  {
    name: 'a withdrawn page under /en/ answers 410 in English',
    path: '/en/resources/withdrawn/',
    headers: READER,
    status: 410,
    text: fileText('en/410.html'),
  },
  {
    name: 'a sidecar that leads to another site is not followed',
    path: '/ressources/ailleurs/',
    headers: READER,
    status: 404,
    answers: { location: null },
  },
  { name: 'a broken sidecar is a missing page', path: '/ressources/casse/', headers: READER, status: 404 },
  { name: 'sidecars have no address', path: '/_moved/ressources/ancien.json', headers: READER, status: 404 },
  { name: 'brotli siblings have no address', path: '/index.html.br', headers: READER, status: 404 },
  { name: 'gzip siblings have no address', path: '/ressources/guide/index.html.gz', headers: READER, status: 404 },
  { name: 'dot files have no address', path: '/.env', headers: READER, status: 404 },
  { name: 'dot folders have no address', path: '/.hidden/', headers: READER, status: 404 },
  {
    name: 'pages are read only',
    method: 'POST',
    path: '/ressources/guide/',
    status: 405,
    answers: { allow: 'GET, HEAD' },
  },
  {
    name: 'uploaded images are shown, and can run nothing',
    path: '/uploads/photo.png',
    status: 200,
    text: 'bytes of photo.png',
    answers: {
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'content-security-policy': /^sandbox; default-src 'none'/,
      'x-content-type-options': 'nosniff',
    },
  },
  {
    name: 'other uploads are saved, not opened',
    path: '/uploads/notice.pdf',
    status: 200,
    answers: { 'content-type': 'application/pdf', 'content-disposition': 'attachment; filename="notice.pdf"' },
  },
  ...['piege.html', 'dessin.svg'].map((name) => ({
    name: `an uploaded ${name.split('.')[1]} is bytes`,
    path: `/uploads/${name}`,
    status: 200,
    answers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${name}"` },
  })),
  { name: 'a missing upload is not found', path: '/uploads/absent.png', status: 404 },
  { name: 'a dot file among the uploads is not found', path: '/uploads/.cache', status: 404 },
  {
    name: 'the admin goes to the CMS, with the headers of the CMS',
    path: '/admin/init?x=1',
    status: 200,
    text: 'cms: GET /admin/init?x=1',
    answers: {
      'content-security-policy': "script-src 'self'",
      'permissions-policy': null,
      'cross-origin-opener-policy': null,
      'x-content-type-options': 'nosniff',
      'x-powered-by': null,
      'cache-control': 'private, no-store',
    },
  },
  {
    name: 'saving in the admin goes to the CMS, body and all',
    method: 'PUT',
    path: '/content-manager/collection-types/api::resource.resource/x',
    headers: { 'content-type': 'application/json' },
    body: '{"title":"é"}',
    status: 200,
    text: 'cms: PUT /content-manager/collection-types/api::resource.resource/x {"title":"é"}',
  },
  {
    name: 'a preview comes from the publisher, is kept nowhere, and only the admin frames it',
    path: '/apercu/?jeton=draft-%C3%A9.x',
    headers: READER,
    status: 200,
    text: '<p>publisher: 200 draft-é.x</p>',
    answers: { ...PREVIEW_POLICIES, 'content-type': HTML, 'content-security-policy': "frame-ancestors 'self'" },
  },
  ...['', '?jeton=', '?jeton=forged', '?jeton=draft&jeton=draft', '?jeton[x]=draft', '?JETON=draft'].map((query) => ({
    name: `a preview that the publisher refuses is a plain page: ${query || 'no token'}`,
    path: `/apercu/${query}`,
    headers: READER,
    status: 403,
    answers: {
      ...PREVIEW_POLICIES,
      'content-type': HTML,
      'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
    },
  })),
  {
    name: 'a preview without its final slash is a page that does not exist',
    path: '/apercu?jeton=draft',
    headers: READER,
    status: 404,
  },
  { name: 'a preview is read only', method: 'POST', path: '/apercu/?jeton=draft', status: 405 },
  {
    name: 'a reader’s feedback goes to the CMS',
    method: 'POST',
    path: FEEDBACK_PATH,
    headers: FORM,
    body: 'page=%2F&kind=useful',
    status: 200,
    text: `cms: POST ${FEEDBACK_PATH} page=%2F&kind=useful`,
  },
  {
    name: 'feedback over its bound is refused',
    method: 'POST',
    path: FEEDBACK_PATH,
    headers: FORM,
    body: 'x'.repeat(FEEDBACK_BODY_MAX + 1),
    status: 413,
  },
  { name: 'feedback is not read', path: FEEDBACK_PATH, headers: READER, status: 404 },
  ...[`${FEEDBACK_PATH}/`, `${FEEDBACK_PATH}/x`, `${FEEDBACK_PATH}s`, upperCased(FEEDBACK_PATH)].map((path) => ({
    name: `${path} is not the address of feedback`,
    method: 'POST',
    path,
    headers: FORM,
    body: 'page=%2F&kind=useful',
    status: 404,
  })),
  {
    name: 'what a visitor chooses to tell goes to the CMS',
    method: 'POST',
    path: CONTRIBUTIONS_PATH,
    headers: { 'content-type': 'application/json' },
    body: '{"tool":"assessment"}',
    status: 200,
    text: `cms: POST ${CONTRIBUTIONS_PATH} {"tool":"assessment"}`,
  },
  {
    name: 'a contribution over its bound is refused',
    method: 'POST',
    path: CONTRIBUTIONS_PATH,
    headers: { 'content-type': 'application/json' },
    body: 'x'.repeat(CONTRIBUTION_BODY_MAX + 1),
    status: 413,
  },
  { name: 'contributions are not read', path: CONTRIBUTIONS_PATH, headers: READER, status: 404 },
  ...[`${CONTRIBUTIONS_PATH}/`, `${CONTRIBUTIONS_PATH}/x`, upperCased(CONTRIBUTIONS_PATH)].map((path) => ({
    name: `${path} is not the address of contributions`,
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: '{}',
    status: 404,
  })),
  {
    name: 'the public figures come from the CMS',
    path: STATISTICS_PATH,
    status: 200,
    text: `cms: GET ${STATISTICS_PATH}`,
  },
  ...CLOSED_PATHS.flatMap((path) => [path, `${path}/x`, upperCased(path), escaped(path)]).map((path) => ({
    name: `the internal endpoint ${path} does not exist from outside`,
    path,
    headers: { authorization: 'Bearer any' },
    status: 404,
  })),
];

/** `/api/feed` as `/api/FEED`: Strapi's router ignores case. */
function upperCased(path: string): string {
  return `/api/${path.slice(5).toUpperCase()}`;
}

/** `/api/feed` as `/api/%66eed`. */
function escaped(path: string): string {
  return `/api/%${path.charCodeAt(5).toString(16)}${path.slice(6)}`;
}

/** Addresses that are refused with 400 or 404, whatever they reach for. */
export const HOSTILE_PATHS = [
  '/../etc/passwd',
  '/..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/%2E%2E%2Fetc%2Fpasswd',
  '/ressources/../../../../../../etc/passwd',
  '/ressources/..;/index.html',
  '/..\\..\\etc\\passwd',
  '/%5c..%5c..%5cetc/passwd',
  '/%252e%252e/%252e%252e/etc/passwd',
  '/%c0%ae%c0%ae/etc/passwd',
  '/ressources/guide/%00',
  '/ressources/guide/index.html%00.png',
  '/index.html%0d%0aX-Injected:1',
  '/%0aX-Injected:1',
  '/./.env',
  '/%2eenv',
  '/%2ehidden/',
  '/.git/config',
  '/.hidden/index.html',
  '//evil.example/',
  '//evil.example/%2e%2e',
  '/\\evil.example/',
  '///',
  '/ressources//guide/',
  '/_moved/',
  '/_moved',
  '/%5fmoved/ressources/ancien.json',
  '/_moved/../index.html',
  '/index.html.br',
  '/index.html.b%72',
  '/index.html.GZ',
  '/icon.png/',
  '/index.html/',
  '/ressources/guide/index.html/x',
  '/%',
  '/%zz',
  '/%ff%fe',
  '/%ed%a0%80',
  '/%f0%9f%92',
  `/${'a'.repeat(300)}/`,
  `/${'a/'.repeat(800)}`,
  `/?${'a'.repeat(9000)}`,
  '/uploads/../../cms.db',
  '/uploads/..%2f..%2fcms.db',
  '/uploads/%2e%2e/%2e%2e/secrets.env',
  '/uploads/a/b.png',
  '/uploads/',
  '/api/../api/feed',
  '/admin/../api/feed',
  '/admin/%2e%2e/api/feed',
  '/admin/..%2fapi%2ffeed',
  '/api/./feed',
  '/api//feed',
  '/api/feed%2f',
  '/api/feed;x=1',
  '/api/published/resource?after=x',
  '/api/IMPORT',
  '/secrets.env',
  '/cms.db',
  '/releases/sample/index.html',
] as const;

/** Headers that every page carries. */
export const PAGE_POLICIES = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': /camera=\(\)/,
  'cross-origin-opener-policy': 'same-origin',
};

/** Checks an answer against its row, and that no row lets a trace or a path of the machine out. */
export function expectRow(answer: Answer, { status, answers = {}, text }: TableRow): void {
  expect(answer.status).toBe(status);
  if (text !== undefined) expect(answer.text).toBe(text);
  for (const [name, expected] of Object.entries(answers)) {
    if (expected === null) expect(answer.headers[name], name).toBeUndefined();
    else if (typeof expected === 'string') expect(answer.headers[name], name).toBe(expected);
    else expect(answer.headers[name], name).toMatch(expected);
  }
  expectDiscreet(answer);
}

export function expectDiscreet({ text, headers }: Answer): void {
  expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/tmp\/|ENOENT|ECONNREFUSED|SECRET=/);
  expect(headers['x-injected']).toBeUndefined();
}
