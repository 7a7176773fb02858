import { listFeedRoute } from '../../feed/route.ts';

export const GET = listFeedRoute('event', 'fr');
