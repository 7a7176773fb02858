import type { LivePage } from '@palier/model';
import { notificationChoices, notifications, unsubscribe } from './notifications.ts';
import { blockedDomains } from './blocked-domains.ts';
import { journal } from './journal.ts';
import { mergeThreads } from './merge-threads.ts';
import { moderatedMember } from './moderated-member.ts';
import { moderatedPost } from './moderated-post.ts';
import { queue } from './queue.ts';
import { account, exportData, personalData, profile, sessions } from './account.ts';
import { ask } from './ask.ts';
import { edit } from './edit.ts';
import { ownPosts } from './own-posts.ts';
import { post } from './post.ts';
import { providerReturn, providerStart } from './provider.ts';
import { register } from './register.ts';
import { ownRegistrations, registration } from './registration.ts';
import { reply } from './reply.ts';
import { report } from './report.ts';
import type { LivePageHandlers } from './request.ts';
import { signIn, signInCode, signInLink, signOut } from './sign-in.ts';
import { thread } from './thread.ts';

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
  ask,
  reply,
  edit,
  post,
  report,
  thread,
  register,
  registration,
  ownRegistrations,
  ownPosts,
  notifications,
  notificationChoices,
  unsubscribe,
  queue,
  moderatedPost,
  moderatedMember,
  mergeThreads,
  journal,
  blockedDomains,
};
