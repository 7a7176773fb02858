import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';
import { KEEP_REGISTRATIONS } from '../../events/admin/permission-name.ts';
import { EventPage } from './EventPage.tsx';
import { EventsPage } from './EventsPage.tsx';
import { TicketPage } from './TicketPage.tsx';

const PERMISSIONS = [{ action: KEEP_REGISTRATIONS, subject: null }];

/** « Inscriptions »: who registered for events, for those whose role keeps it. The address of tickets is in `links.ts`. */
export function RegistrationsPage() {
  return (
    <Page.Protect permissions={PERMISSIONS}>
      <Page.Title>Inscriptions</Page.Title>
      <Routes>
        <Route index element={<EventsPage />} />
        <Route path="presence" element={<TicketPage />} />
        <Route path=":event" element={<EventPage />} />
      </Routes>
    </Page.Protect>
  );
}
