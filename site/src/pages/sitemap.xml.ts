import type { APIRoute } from 'astro';
import { sitemapAddress } from '../../publisher/addresses.ts';
import { sitemapNumbers } from '../../publisher/reader.ts';
import { absolute } from '../origin.ts';
import { record } from '../read.ts';
import { sitemapIndex } from '../sitemap.ts';
import { xmlResponse } from '../xml.ts';

export const GET: APIRoute = (context) => {
  const numbers = record(context, sitemapNumbers());
  return xmlResponse(sitemapIndex(numbers.map((n) => absolute(context.url, sitemapAddress(n)))));
};
