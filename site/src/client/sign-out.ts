import { forgetDrafts } from './drafts.ts';

document.querySelector('form[data-sign-out]')?.addEventListener('submit', forgetDrafts);
