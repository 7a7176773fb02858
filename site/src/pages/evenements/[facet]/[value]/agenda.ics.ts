import { facetCalendarRoute } from '../../../../feed/calendar.ts';

export const GET = facetCalendarRoute;
