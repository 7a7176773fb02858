import { describe, expect, it } from 'vitest';
import { REFUSALS, asPreview, refusalPage } from './page.ts';

const PAGE =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src \'none\'">' +
  '<title>Titre</title><link rel="canonical" href="https://palier.example/x/"></head><body class="a"><p>&lt;/head&gt; $& $1</p></body></html>';
const winter = Date.UTC(2026, 10, 25, 13, 5);
const summer = Date.UTC(2026, 6, 25, 13, 5);

describe('the page of a draft', () => {
  it('says that it is one, until when its link holds, and to robots that they go', () => {
    const html = asPreview(PAGE, winter);
    expect(html).toContain(
      '<body class="a"><aside class="preview-banner" lang="fr" aria-label="Aperçu"><p>Aperçu du brouillon — non publié, lien valable jusqu’à <time datetime="2026-11-25T13:05:00.000Z">14:05</time></p></aside><p>',
    );
    expect(html).toContain('<meta name="robots" content="noindex,nofollow"></head>');
    expect(html).not.toContain('canonical');
    expect(asPreview(PAGE, summer)).toContain('>15:05</time>');
  });

  it('is otherwise the page, byte for byte', () => {
    const html = asPreview(PAGE, winter)
      .replace(/<aside.*?<\/aside>/, '')
      .replace('<meta name="robots" content="noindex,nofollow">', '');
    expect(html).toBe(PAGE.replace(/<link[^>]*>/, ''));
  });

  it('has neither style nor script in its markup: the policy of the page holds', () => {
    expect(asPreview(PAGE, winter)).not.toMatch(/style=|<style|<script|\son\w+=/);
  });

  it.each(['', '<p>no page</p>', '<body></body><head></head>'])('is no other thing: %j', (html) => {
    expect(() => asPreview(html, winter)).toThrow(/<head>/);
  });
});

describe('a refusal', () => {
  it.each(Object.keys(REFUSALS) as (keyof typeof REFUSALS)[])('says why, to people only: %s', (reason) => {
    const html = refusalPage(reason);
    expect(html).toContain(`<p>${REFUSALS[reason]}</p>`);
    expect(html).toContain('content="noindex,nofollow"');
  });

  it('shows what the CMS says as text', () => {
    expect(refusalPage('unfit', 'champ « <b>&amp;</b> »')).toContain('<p>champ « &lt;b&gt;&amp;amp;&lt;/b&gt; »</p>');
  });
});
