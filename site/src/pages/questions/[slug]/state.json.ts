import { threadStateRoute } from '../../../feed/thread-state.ts';

export const GET = threadStateRoute('fr');
