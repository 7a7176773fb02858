import { listFeedRoute } from '../../../feed/route.ts';

export const GET = listFeedRoute('organisation', 'en');
