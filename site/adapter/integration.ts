import type { AstroIntegration } from 'astro';

/**
 * Adapter of the publisher: the server bundle exports `render(request)` and is called in the same process, for
 * one page at a time. There is no HTTP server in it.
 */
export default function staticFileRenderer(): AstroIntegration {
  return {
    name: 'palier-adapter',
    hooks: {
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'palier-adapter',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./server.ts', import.meta.url),
          supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'unsupported' },
        });
      },
    },
  };
}
