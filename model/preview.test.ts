import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPreviewToken, signPreview } from './preview.ts';
import type { PreviewSubject } from './preview.ts';

const secret = 'a-secret-of-the-tests';
const subject: PreviewSubject = { type: 'resource', documentId: 'abcdefghijklmnopqrstuvwx', locale: 'fr' };
const now = Date.UTC(2026, 10, 25, 8);
const minutes = (count: number) => now + count * 60_000;

/** A token that bears a true signature, whatever it says. */
function signed(claims: unknown, key = secret): string {
  const payload = Buffer.from(typeof claims === 'string' ? claims : JSON.stringify(claims)).toString('base64url');
  return `${payload}.${createHmac('sha256', key).update(payload).digest('base64url')}`;
}

describe('a preview token', () => {
  it('opens what it was made for, for ten minutes', () => {
    const token = signPreview(subject, secret, now);
    const pass = { subject, expiresAt: minutes(10) };
    expect(readPreviewToken(token, secret, now)).toEqual(pass);
    expect(readPreviewToken(token, secret, minutes(10) - 1)).toEqual(pass);
    expect(readPreviewToken(token, secret, minutes(10))).toBe('expired');
  });

  it('is fit for an address as it is', () => {
    expect(signPreview(subject, secret, now)).toMatch(/^[\w-]+\.[\w-]{43}$/);
  });

  it('opens nothing with another secret', () => {
    expect(readPreviewToken(signPreview(subject, 'another-secret-of-tests', now), secret, now)).toBe('forged');
  });

  it('opens nothing once a letter of it is another', () => {
    const token = signPreview(subject, secret, now);
    for (let at = 0; at < token.length; at += 1) {
      for (const letter of ['A', 'B', '.', '=', 'é']) {
        if (token[at] === letter) continue;
        expect(readPreviewToken(token.slice(0, at) + letter + token.slice(at + 1), secret, now), `${at}`).toBe(
          'forged',
        );
      }
    }
  });

  it('says so of a longer life in the same words', () => {
    const [, signature] = signPreview(subject, secret, now).split('.');
    const [payload] = signed({ ...subject, exp: minutes(1000) }).split('.');
    expect(readPreviewToken(`${payload}.${signature}`, secret, now)).toBe('forged');
  });

  it.each([
    ['nothing', ''],
    ['no signature', Buffer.from(JSON.stringify({ ...subject, exp: minutes(5) })).toString('base64url')],
    ['an empty signature', `${signPreview(subject, secret, now).split('.')[0]}.`],
    ['no payload', `.${signPreview(subject, secret, now).split('.')[1]}`],
    ['a megabyte', 'a'.repeat(1_000_000)],
    ['a type that has no drafts', signed({ ...subject, type: 'topic', exp: minutes(5) })],
    ['an unknown type', signed({ ...subject, type: 'user', exp: minutes(5) })],
    ['an unknown language', signed({ ...subject, locale: 'de', exp: minutes(5) })],
    ['an identifier that is none', signed({ ...subject, documentId: '../../etc/passwd', exp: minutes(5) })],
    ['no end', signed(subject)],
    ['an end that is no number', signed({ ...subject, exp: 'never' })],
    ['more than it may say', signed({ ...subject, exp: minutes(5), admin: true })],
    ['what is signed for something else', signed({ sub: 'member', exp: minutes(5) })],
    ['what is no JSON', signed('{')],
  ])('is refused when it is %s', (_name, token) => {
    expect(readPreviewToken(token, secret, now)).toBe('forged');
  });

  it('is not made without a secret', () => {
    for (const empty of ['', 'short']) {
      expect(() => signPreview(subject, empty, now)).toThrow(/PREVIEW_SECRET/);
      expect(() => readPreviewToken(signed({ ...subject, exp: minutes(5) }, empty), empty, now)).toThrow(
        /PREVIEW_SECRET/,
      );
    }
  });
});
