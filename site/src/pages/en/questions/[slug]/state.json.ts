import { threadStateRoute } from '../../../../feed/thread-state.ts';

export const GET = threadStateRoute('en');
