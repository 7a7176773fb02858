import { facetFeedRoute } from '../../../../../feed/route.ts';

export const GET = facetFeedRoute;
