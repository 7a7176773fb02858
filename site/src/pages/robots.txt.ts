import type { APIRoute } from 'astro';
import { SITEMAP_INDEX } from '../../publisher/addresses.ts';
import { absolute } from '../origin.ts';

export const GET: APIRoute = ({ url }) =>
  new Response(`User-agent: *\nDisallow: /admin\nDisallow: /api/\n\nSitemap: ${absolute(url, SITEMAP_INDEX)}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
