import react from '@astrojs/react';
import { defineConfig, passthroughImageService } from 'astro/config';
import staticFileRenderer from './adapter/integration.ts';

export default defineConfig({
  output: 'server',
  adapter: staticFileRenderer(),
  integrations: [react()],

  // Addresses end with a slash, except `/404.html` and `/410.html`, which `always` would refuse: canonical
  // addresses are kept by `publisher/addresses.ts`, the only source of what is rendered.
  trailingSlash: 'ignore',
  build: { format: 'directory', inlineStylesheets: 'never' },
  // The default, 'jsx', eats the spaces between inline elements on separate lines.
  compressHTML: true,

  // Tags of what a page read; the publisher keeps them as its dependencies.
  cache: { provider: { name: 'palier-tags', entrypoint: new URL('./adapter/tags.ts', import.meta.url) } },

  // Everything in files: the policy (`src/csp.ts`) makes an exception for nothing else. Astro's own hashes the scripts of
  // each page as it renders, a tenth of the time.
  vite: { build: { assetsInlineLimit: 0 } },
  // Images are what the CMS stores; nothing is resized here.
  image: { service: passthroughImageService() },
  // Markdown is made HTML when the snapshot takes it in, never by Astro.
  markdown: { syntaxHighlight: false },
  devToolbar: { enabled: false },
});
