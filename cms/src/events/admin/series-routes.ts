import { SERIES_MAX } from '@palier/model';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { CONTENT_TYPES } from '../../content/types.ts';
import { routesFor, type AdminRoute } from '../../http/admin-routes.ts';
import { eventId } from './http.ts';
import { KEEP_REGISTRATIONS } from './permission-name.ts';
import { makeSeries } from './series.ts';

const CREATE_EVENTS = { action: 'plugin::content-manager.explorer.create', subject: CONTENT_TYPES.event.uid };

const { acting } = routesFor(KEEP_REGISTRATIONS, CREATE_EVENTS);

const series = z.strictObject({
  event: eventId,
  every: z.enum(['weekly', 'monthly']),
  interval: z.int().min(1).max(12),
  count: z.int().min(2).max(SERIES_MAX),
});

/** Series of events, for roles that may create events too. */
export const seriesRoutes = (strapi: Core.Strapi): AdminRoute[] => [
  acting('/series', series, ({ event, ...recurrence }) => makeSeries(strapi, event, recurrence)),
];
