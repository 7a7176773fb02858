import type { AdminEventPage } from '@palier/model/event-admin';

/** What a tab gets of the event, and the way to say that something of it changed. */
export interface TabProps extends NonNullable<AdminEventPage['found']> {
  onChanged: () => void;
}
