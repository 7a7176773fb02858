import { useEffect, useState, type ReactNode } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import { Widget, useFetchClient } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import type { BrokenLink } from '../../links/broken.ts';
import type { PublisherState } from '../../state/publisher.ts';
import type { HubState } from '../../state/state.ts';
import { day, duration, plural, searchText, whyBroken } from './texts.ts';

const RESOURCES = '/content-manager/collection-types/api::resource.resource';
const FEEDBACK = '/content-manager/collection-types/api::feedback.feedback';

/** Lines of a list under a row; the rest is counted. */
const SHOWN = 5;

/** « État du hub »: how publishing and search do, and what waits for an editor. */
export function HubStateWidget() {
  const { get } = useFetchClient();
  const [state, setState] = useState<HubState | 'loading' | 'failed'>('loading');
  useEffect(() => {
    let shown = true;
    get<HubState>('/admin/palier/state').then(
      ({ data }) => shown && setState(data),
      () => shown && setState('failed'),
    );
    return () => {
      shown = false;
    };
  }, [get]);

  if (state === 'loading') return <Widget.Loading />;
  if (state === 'failed') return <Widget.Error>L’état du hub n’a pas pu être lu.</Widget.Error>;
  const { publisher, toReview, brokenLinks, newFeedback } = state;
  const rows = [
    ...(publisher ? [publicationRow(publisher), errorsRow(publisher), searchRow(publisher)] : [PUBLISHER_DOWN]),
    brokenLinks && brokenLinksRow(brokenLinks),
    toReview && toReviewRow(toReview),
    newFeedback === null ? null : newFeedbackRow(newFeedback),
  ].filter((row) => row !== null);
  // The widget is low: what asks for something stands where it is seen.
  rows.sort((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone));
  return (
    <Flex direction="column" alignItems="stretch" tag="ul" gap={0}>
      {rows.map((row) => (
        <Row key={row.name} {...row} />
      ))}
    </Flex>
  );
}

/** From what is urgent to what is as it should be. */
const TONES = ['bad', 'todo', 'silent', 'good'] as const;

type Tone = (typeof TONES)[number];

const ICONS = {
  good: { Icon: CheckCircle, fill: 'success500', label: 'En ordre' },
  todo: { Icon: Information, fill: 'primary600', label: 'À traiter' },
  bad: { Icon: WarningCircle, fill: 'danger500', label: 'Problème' },
  silent: { Icon: Information, fill: 'neutral400', label: 'Sans mesure' },
} as const;

/** One line of the state: what, how it is, where one acts, and what is behind. */
interface RowContent {
  tone: Tone;
  name: string;
  text: string;
  action?: ReactNode;
  details?: ReactNode;
}

function Row({ tone, name, text, action, details }: RowContent) {
  const { Icon, fill, label } = ICONS[tone];
  return (
    <Box tag="li" paddingTop={2} paddingBottom={2} borderStyle="solid" borderWidth="0 0 1px 0" borderColor="neutral150">
      <Flex gap={3} alignItems="flex-start">
        <Flex paddingTop="2px">
          <Icon fill={fill} width="1.6rem" height="1.6rem" role="img" aria-label={label} />
        </Flex>
        <Flex direction="column" alignItems="flex-start" flex="1" minWidth="0">
          <Typography variant="omega" fontWeight="semiBold" textColor="neutral800">
            {name}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {text}
          </Typography>
        </Flex>
        {action}
      </Flex>
      {details && (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} paddingTop={2} paddingLeft="2.8rem">
          {details}
        </Flex>
      )}
    </Box>
  );
}

/** Addresses and causes break anywhere: one long word would push the links out of the widget. */
const BREAKABLE = { overflowWrap: 'anywhere' } as const;

function To({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link tag={NavLink} to={to}>
      {children}
    </Link>
  );
}

/** The first lines of a list, and how many more there are. */
function First<Item>({ items, children }: { items: readonly Item[]; children: (item: Item) => ReactNode }) {
  const left = items.length - SHOWN;
  return (
    <>
      {items.slice(0, SHOWN).map(children)}
      {left > 0 && (
        <Typography tag="li" variant="pi" textColor="neutral600">
          et {plural(left, 'autre', 'autres')}
        </Typography>
      )}
    </>
  );
}

const PUBLISHER_DOWN: RowContent = {
  tone: 'bad',
  name: 'Publication',
  text: 'Le publicateur ne répond pas. Les lecteurs gardent les pages publiées ; les changements attendent son retour.',
};

function publicationRow({ latency, queues }: PublisherState): RowContent {
  const waiting = queues.pages > 0 ? ` ; ${plural(queues.pages, 'page en attente', 'pages en attente')}` : '';
  const speed = latency
    ? `En ligne en ${duration(latency.median)} (médiane), ${duration(latency.p95)} au 95ᵉ centile`
    : 'Aucun changement publié depuis le démarrage';
  return { tone: latency ? 'good' : 'silent', name: 'Publication', text: `${speed}${waiting}` };
}

function errorsRow({ pagesInError, errors }: PublisherState): RowContent {
  const name = 'Dernières erreurs';
  if (pagesInError === 0) return { tone: 'good', name, text: 'Aucune page en erreur' };
  return {
    tone: 'bad',
    name,
    text: plural(pagesInError, 'page en erreur', 'pages en erreur'),
    details: errors && errors.length > 0 && (
      <First items={errors}>
        {({ url, error, madeAt }) => (
          <Typography key={url} tag="li" variant="pi" textColor="neutral600" style={BREAKABLE}>
            <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
              {url}
            </Typography>{' '}
            ({day(madeAt)}) : {error}
          </Typography>
        )}
      </First>
    ),
  };
}

function searchRow(publisher: PublisherState): RowContent {
  const { text, good } = searchText(publisher);
  return { tone: good ? 'good' : 'bad', name: 'Recherche', text };
}

function toReviewRow({ today, counts }: NonNullable<HubState['toReview']>): RowContent {
  const name = 'Ressources à relire';
  const total = counts.fr + counts.en;
  if (total === 0) return { tone: 'good', name, text: 'Aucune date de relecture n’est passée' };
  const list = (locale: string) =>
    `${RESOURCES}?page=1&sort=reviewBy:ASC&plugins[i18n][locale]=${locale}&filters[$and][0][reviewBy][$lte]=${today}`;
  return {
    tone: 'todo',
    name,
    text: plural(total, 'date de relecture est passée', 'dates de relecture sont passées'),
    action: (
      <Flex gap={3}>
        {counts.fr > 0 && <To to={list('fr')}>{counts.fr} en français</To>}
        {counts.en > 0 && <To to={list('en')}>{counts.en} en anglais</To>}
      </Flex>
    ),
  };
}

function brokenLinksRow(links: readonly BrokenLink[]): RowContent {
  const name = 'Liens cassés';
  if (links.length === 0) return { tone: 'good', name, text: 'Aucun lien cassé connu' };
  return {
    tone: 'bad',
    name,
    text: plural(links.length, 'adresse ne mène plus à rien', 'adresses ne mènent plus à rien'),
    details: (
      <First items={links}>
        {(link) => (
          <Flex key={link.url} tag="li" direction="column" alignItems="flex-start">
            {oncePerDocument(link).map(({ type, documentId, locale, title }) => (
              <To
                key={documentId}
                to={`/content-manager/collection-types/api::${type}.${type}/${documentId}?plugins[i18n][locale]=${locale}`}
              >
                {title}
              </To>
            ))}
            <Typography variant="pi" textColor="neutral600" style={BREAKABLE}>
              {whyBroken(link)} depuis le {day(link.checkedOn)} : {link.url}
            </Typography>
          </Flex>
        )}
      </First>
    ),
  };
}

/** One language of each document: an address is the same in all. */
function oncePerDocument({ holders }: BrokenLink): BrokenLink['holders'] {
  return holders.filter((one, at) => holders.findIndex(({ documentId }) => documentId === one.documentId) === at);
}

function newFeedbackRow(count: number): RowContent {
  const name = 'Retours de lecteurs';
  if (count === 0) return { tone: 'good', name, text: 'Tout est traité' };
  const list = `${FEEDBACK}?page=1&sort=createdAt:DESC&filters[$and][0][state][$eq]=new`;
  return {
    tone: 'todo',
    name,
    text: plural(count, 'retour à traiter', 'retours à traiter'),
    action: <To to={list}>Ouvrir</To>,
  };
}
