import { subjectCalendarRoute } from '../../../../../feed/calendar.ts';

export const GET = subjectCalendarRoute('topic', 'en');
