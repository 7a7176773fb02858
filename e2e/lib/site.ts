import type { Browser } from 'playwright-core';
import type { Hub } from './hub.ts';

/** A hub that shows the content of a first start, and a browser to look at it. */
export interface Site {
  hub: Hub;
  browser: Browser;
}
