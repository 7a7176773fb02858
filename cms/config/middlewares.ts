import { publicUrl } from '../src/environment.ts';

const self = "'self'";

// Strapi merges these lists with its own position by position: a list must be at least as long as the default
// (connect-src 2, img-src 4, media-src 3) for nothing of the default to stay.
const directives = {
  'default-src': [self],
  'script-src': [self],
  'connect-src': [self, self],
  'img-src': [self, 'data:', 'blob:', self],
  'media-src': [self, 'data:', 'blob:'],
  'style-src': [self, "'unsafe-inline'"], // The admin styles itself from script (styled-components).
  'font-src': [self, 'data:'],
  'frame-src': [self],
  'object-src': ["'none'"],
  'base-uri': [self],
  'form-action': [self],
  'frame-ancestors': [self],
};

export default () => [
  'strapi::logger',
  'strapi::errors',
  {
    name: 'strapi::security',
    config: {
      contentSecurityPolicy: { directives },
      hsts: false, // Said by the front server, which knows whether it speaks TLS.
      referrerPolicy: { policy: 'same-origin' },
    },
  },
  { name: 'strapi::cors', config: { origin: [publicUrl()], maxAge: 600 } },
  'strapi::session',
  'strapi::query',
  'global::own-body',
  {
    name: 'strapi::body',
    config: { jsonLimit: '5mb', formLimit: '1mb', textLimit: '1mb', formidable: { maxFileSize: 20 * 1024 * 1024 } },
  },
  'strapi::favicon',
  'strapi::public',
];
