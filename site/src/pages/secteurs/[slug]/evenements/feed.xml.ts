import { subjectFeedRoute } from '../../../../feed/route.ts';

export const GET = subjectFeedRoute('sector', 'fr', 'event');
