import { eventFileRoute } from '../../../feed/calendar.ts';

export const GET = eventFileRoute('fr');
