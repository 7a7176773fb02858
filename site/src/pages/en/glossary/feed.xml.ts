import { listFeedRoute } from '../../../feed/route.ts';

export const GET = listFeedRoute('glossary-term', 'en');
