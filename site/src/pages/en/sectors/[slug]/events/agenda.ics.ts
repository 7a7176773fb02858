import { subjectCalendarRoute } from '../../../../../feed/calendar.ts';

export const GET = subjectCalendarRoute('sector', 'en');
