import { oneLine } from '@palier/model';
import { z } from 'zod';
import { routesFor } from '../../http/admin-routes.ts';
import { KEEP_REGISTRATIONS } from './permission-name.ts';

/** Addresses for roles that keep registrations. */
export const { reading, acting } = routesFor(KEEP_REGISTRATIONS);

/** Document identifier of an event. */
export const eventId = z.string().regex(/^[a-z0-9]{20,32}$/);

export const registrationId = z.string().regex(/^[0-9a-f]{24}$/);

/** What someone looks for. */
export const searched = z.string().max(200).default('').transform(oneLine);

export const pageNumber = z.coerce.number().int().min(1).max(10_000).default(1);

/** Pages that so many rows fill; the first one is there without any. */
export const pagesOf = (total: number, size: number): number => Math.max(1, Math.ceil(total / size));
