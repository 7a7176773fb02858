import { Box, Main, Tabs } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { MODERATE } from '../../moderation/admin/permission-name.ts';
import { JournalTab } from './JournalTab.tsx';
import { MembersTab } from './MembersTab.tsx';
import { QueueTab } from './QueueTab.tsx';

const PERMISSIONS = [{ action: MODERATE, subject: null }];

const TABS = [
  { value: 'queue', label: 'File d’attente', Tab: QueueTab },
  { value: 'journal', label: 'Journal', Tab: JournalTab },
  { value: 'members', label: 'Membres', Tab: MembersTab },
];

/** « Modération »: the queue, the journal and the members, for those whose role moderates. */
export function ModerationPage() {
  const [tab, setTab] = useState('queue');
  return (
    <Page.Protect permissions={PERMISSIONS}>
      <Page.Title>Modération</Page.Title>
      <Main>
        <Layouts.Header title="Modération" subtitle="Ce que les membres écrivent, et ce qui en est décidé." />
        <Layouts.Content>
          <Tabs.Root value={tab} onValueChange={setTab}>
            <Tabs.List aria-label="Modération">
              {TABS.map(({ value, label }) => (
                <Tabs.Trigger key={value} value={value}>
                  {label}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
            {TABS.map(({ value, Tab }) => (
              <Tabs.Content key={value} value={value}>
                <Box paddingTop={6} paddingBottom={8}>
                  {value === tab && <Tab />}
                </Box>
              </Tabs.Content>
            ))}
          </Tabs.Root>
        </Layouts.Content>
      </Main>
    </Page.Protect>
  );
}
