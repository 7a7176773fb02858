import type { LivePage } from '@palier/model';
import { account, exportData, personalData, profile, sessions } from './account.ts';
import { providerReturn, providerStart } from './provider.ts';
import type { LivePageHandlers } from './request.ts';
import { signIn, signInCode, signInLink, signOut } from './sign-in.ts';

/** Every live page, to whom it is open and what it answers: what is not here does not exist. */
export const PAGES: Readonly<Record<LivePage, LivePageHandlers>> = {
  signIn,
  signInCode,
  signInLink,
  providerStart,
  providerReturn,
  signOut,
  account,
  profile,
  sessions,
  personalData,
  exportData,
};
