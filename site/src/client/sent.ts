import { draftWasTaken } from './drafts.ts';

/** On the page that a form leads to: its draft has done its work. */
if (document.querySelector('[data-sent]')) draftWasTaken();
