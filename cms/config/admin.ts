import { isHttps } from '../src/environment.ts';
import { previewUrl, type PreviewParams } from '../src/preview/url.ts';

export default () => ({
  // Behind plain http (localhost) Strapi looks at the request: the cookie is not `Secure`, or it would never come back.
  auth: { secret: process.env['ADMIN_JWT_SECRET'], ...(isHttps() && { cookie: { secure: true } }) },
  apiToken: { salt: process.env['API_TOKEN_SALT'] },
  transfer: { token: { salt: process.env['TRANSFER_TOKEN_SALT'] } },
  secrets: { encryptionKey: process.env['ENCRYPTION_KEY'] },
  ai: { enabled: false },
  flags: { nps: false, promoteEE: false },
  // Shown in a frame of the admin's own origin, which its policy allows already: no `allowedOrigins`.
  preview: {
    enabled: true,
    config: { handler: (uid: string, params: PreviewParams) => previewUrl(strapi, uid, params) },
  },
  autoOpen: false,
});
