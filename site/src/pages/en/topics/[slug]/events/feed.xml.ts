import { subjectFeedRoute } from '../../../../../feed/route.ts';

export const GET = subjectFeedRoute('topic', 'en', 'event');
