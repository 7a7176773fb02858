import { listFeedRoute } from '../../../feed/route.ts';

export const GET = listFeedRoute('learning-path', 'en');
