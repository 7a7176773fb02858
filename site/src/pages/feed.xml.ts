import { feedRoute } from '../feed/route.ts';

export const GET = feedRoute('fr');
