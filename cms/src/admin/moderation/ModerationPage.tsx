import { Box, Main, Tabs } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { MODERATE } from '../../moderation/admin/permission-name.ts';
import { DiscussionsTab } from './DiscussionsTab.tsx';
import { DomainsTab } from './DomainsTab.tsx';
import { JournalTab } from './JournalTab.tsx';
import { MembersTab } from './MembersTab.tsx';
import { QueueTab } from './QueueTab.tsx';

const PERMISSIONS = [{ action: MODERATE, subject: null }];

const TABS = [
  { value: 'queue', label: 'File d’attente', Tab: QueueTab },
  { value: 'discussions', label: 'Discussions', Tab: DiscussionsTab },
  { value: 'members', label: 'Membres', Tab: MembersTab },
  { value: 'domains', label: 'Domaines', Tab: DomainsTab },
  { value: 'journal', label: 'Journal', Tab: JournalTab },
];

/** « Modération »: all that moderators do, for those whose role moderates. */
export function ModerationPage() {
  const [tab, setTab] = useState('queue');
  return (
    <Page.Protect permissions={PERMISSIONS}>
      <Page.Title>Modération</Page.Title>
      <Main>
        <Layouts.Header title="Modération" subtitle="Ce que les membres écrivent, et ce qui en est décidé." />
        <Layouts.Content>
          <Tabs.Root value={tab} onValueChange={setTab}>
            {/* Five tabs are wider than a telephone. */}
            <Box overflow="auto">
              <Tabs.List aria-label="Modération">
                {TABS.map(({ value, label }) => (
                  <Tabs.Trigger key={value} value={value}>
                    {label}
                  </Tabs.Trigger>
                ))}
              </Tabs.List>
            </Box>
            {TABS.map(({ value, Tab }) => (
              <Tabs.Content key={value} value={value}>
                <Box paddingTop={6} paddingBottom={8} paddingLeft={4} paddingRight={4}>
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
