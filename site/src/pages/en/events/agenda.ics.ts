import { agendaRoute } from '../../../feed/calendar.ts';

export const GET = agendaRoute('en');
