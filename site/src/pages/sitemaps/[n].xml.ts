import type { APIRoute } from 'astro';
import { sitemap } from '../../../publisher/reader.ts';
import { absolute } from '../../origin.ts';
import { nothingHere, record } from '../../read.ts';
import { fixedEntries, sitemapPage } from '../../sitemap.ts';
import { xmlResponse } from '../../xml.ts';

export const GET: APIRoute = (context) => {
  const n = Number(context.params['n']);
  const found = sitemap(n);
  if (!found) return nothingHere();
  const documents = record(context, found);
  return xmlResponse(
    sitemapPage(n === 1 ? [...fixedEntries(), ...documents] : documents, (path) => absolute(context.url, path)),
  );
};
