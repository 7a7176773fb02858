import { expect, it } from 'vitest';
import { PATH_MAX, URL_MAX, isHost, isPrivatePath, readAddress } from './address.ts';
import { HOSTILE_PATHS } from './testing/requestTable.ts';

it('reads an address once: path as sent, path decoded, query apart', () => {
  expect(readAddress('/')).toEqual({ path: '/', pathname: '/', search: '' });
  expect(readAddress('/a/b%C3%A9/?q=%2F..&r=//')).toEqual({
    path: '/a/b%C3%A9/',
    pathname: '/a/bé/',
    search: '?q=%2F..&r=//',
  });
  expect(readAddress('/content-manager/collection-types/api::x.x/actions')?.pathname).toBe(
    '/content-manager/collection-types/api::x.x/actions',
  );
  expect(readAddress('/a...b/..c/')).not.toBeNull();
});

it.each([
  '',
  'x',
  '*',
  '//',
  '//x',
  '/a//b',
  '/.',
  '/./a',
  '/a/..',
  '/%2e',
  '/a/%2E%2e/',
  '/a%2fb',
  '/a%5Cb',
  '/a\\b',
  '/a#b',
  '/a b',
  '/é',
  '/%00',
  '/%1f',
  '/%7f',
  '/%c2%80',
  '/%',
  '/%c3',
  'http://x/',
])('refuses %j', (url) => expect(readAddress(url)).toBeNull());

it('bounds the path and the whole address', () => {
  expect(readAddress(`/${'a'.repeat(PATH_MAX - 1)}`)).not.toBeNull();
  expect(readAddress(`/${'a'.repeat(PATH_MAX)}`)).toBeNull();
  expect(readAddress(`/?${'a'.repeat(URL_MAX - 2)}`)).not.toBeNull();
  expect(readAddress(`/?${'a'.repeat(URL_MAX - 1)}`)).toBeNull();
});

it('never gives a path that leaves the folder it is joined to', () => {
  for (const url of HOSTILE_PATHS) {
    const address = readAddress(url);
    if (address === null) continue;
    expect(address.pathname).not.toMatch(/\/\.\.?(?:\/|$)|\/\/|\\|\0/);
    expect(decodeURIComponent(address.path)).toBe(address.pathname);
  }
});

it.each(['localhost', 'localhost:8080', 'palier.example', '127.0.0.1:1', '[::1]', '[::1]:8080', 'a_b.example'])(
  'takes %s for a host',
  (host) => expect(isHost(host)).toBe(true),
);

it.each([undefined, '', 'a b', 'a/b', 'a@b', 'a:b', 'a:123456', '::1', '-a', '.a', 'a?b', `${'a'.repeat(300)}`])(
  'does not take %s for a host',
  (host) => expect(isHost(host)).toBe(false),
);

it('hides dot files, sidecars and compressed siblings, and nothing else', () => {
  for (const path of ['/.env', '/a/.b/c', '/_moved', '/_moved/a.json', '/a.br', '/a.GZ', '/a/b.gz/'])
    expect(isPrivatePath(path), path).toBe(true);
  for (const path of ['/', '/a.b/', '/_moved-on/', '/abr', '/gz/', '/a.brief', '/_astro/a.css'])
    expect(isPrivatePath(path), path).toBe(false);
});
