import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, WarningCircle } from '@strapi/icons';
import {
  unstable_useContentManagerContext as useContentManagerContext,
  useForm,
  useNotification,
  useQueryParams,
} from '@strapi/strapi/admin';
import { useEffect, useRef, type ReactNode } from 'react';
import { WRITTEN_VIEWS, labelOf } from '../../admin-views/views.ts';
import { overlongIn } from './overlong.ts';
import { useCheck } from './use-check.ts';

interface PanelProps {
  model: string;
  documentId?: string;
  document?: { updatedAt?: string; publishedAt?: string; locale?: string };
}

/** Beside the form: what would have publication refused, and links that lead nowhere. */
export function ToCheckPanel(props: PanelProps) {
  if (!WRITTEN_VIEWS.some(({ uid }) => uid === props.model)) return null;
  return { title: 'À vérifier', content: <ToCheck {...props} /> };
}

type Values = Readonly<Record<string, unknown>>;

/** True for a field that has been filled since the last saving: what was said of it may no longer hold. */
function isMended(place: string, values: Values, initialValues: Values): boolean {
  const [field = ''] = place.split('.');
  const value = values[field];
  if (JSON.stringify(value) === JSON.stringify(initialValues[field])) return false;
  // Relations are kept as what is to be linked and unlinked.
  const added = (value as { connect?: unknown[] } | null)?.connect;
  return added ? added.length > 0 : value !== null && value !== '' && value !== undefined;
}

/** Type of a uid: `api::resource.resource`. */
const typeOf = (uid: string) => uid.split('.')[1] as Parameters<typeof labelOf>[0];

function ToCheck({ model, documentId, document }: PanelProps) {
  const [{ query }] = useQueryParams<{ plugins?: { i18n?: { locale?: string } } }>();
  const { contentType, components } = useContentManagerContext();
  const values = useForm('ToCheck', (state) => state.values) as Values;
  const initialValues = useForm('ToCheck', (state) => state.initialValues) as Values;
  const modified = useForm('ToCheck', (state) => state.modified);
  const version = `${document?.updatedAt} ${document?.publishedAt}`;
  const locale = query.plugins?.i18n?.locale ?? document?.locale ?? 'fr';
  const saved = documentId === 'create' ? undefined : documentId;
  const answer = useCheck({ uid: model, documentId: saved, locale, version });
  useWarning(answer?.deadLinks.length ?? 0, version, document?.updatedAt !== undefined);

  const overlong = overlongIn(contentType?.attributes ?? {}, values, components);
  if (answer === undefined) return <Text>Vérification…</Text>;
  if (answer === null) {
    return <Text>Le CMS n’a pas répondu : enregistrez pour vérifier de nouveau. Rien n’est bloqué.</Text>;
  }
  const flaws = [
    ...overlong.map(({ field, length, max }) => ({
      label: labelOf(typeOf(model), field),
      advice: `${inFrench(length - max)} caractères de trop (${inFrench(max)} au plus).`,
    })),
    ...answer.flaws.filter(({ field }) => !isMended(field, values, initialValues)),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={3} width="100%" role="status">
      {flaws.length > 0 && (
        <Group icon={<WarningCircle fill="danger600" aria-hidden />} title="À faire avant de publier">
          {flaws.map(({ label, advice }) => (
            <Item key={`${label} ${advice}`} title={label} text={advice} />
          ))}
        </Group>
      )}
      {answer.deadLinks.length > 0 && (
        <Group
          icon={<WarningCircle fill="warning600" aria-hidden />}
          title={answer.deadLinks.length > 1 ? 'Liens vers des pages absentes' : 'Lien vers une page absente'}
        >
          {answer.deadLinks.slice(0, SHOWN).map(({ field, label, address }) => (
            <Item key={`${field} ${address}`} title={label} text={address} />
          ))}
          {answer.deadLinks.length > SHOWN && <Item title="Et" text={`${answer.deadLinks.length - SHOWN} autres.`} />}
          <Text>Publier reste possible : publiez ces pages ensuite, ou corrigez l’adresse.</Text>
        </Group>
      )}
      {flaws.length === 0 && answer.deadLinks.length === 0 && (
        <Flex gap={2} alignItems="flex-start">
          <Box paddingTop={1}>
            <CheckCircle fill="success600" aria-hidden />
          </Box>
          <Text>Rien à signaler.</Text>
        </Flex>
      )}
      {modified && <Text>D’après ce qui est enregistré ; enregistrez pour vérifier vos derniers changements.</Text>}
    </Flex>
  );
}

/** Dead links shown at most. */
const SHOWN = 20;

/** Says once after each saving that links lead nowhere: the panel may be out of sight. */
function useWarning(deadLinks: number, version: string, isSaved: boolean): void {
  const { toggleNotification } = useNotification();
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!isSaved) return;
    // What the document was opened with is no news.
    const isNews = told.current !== null && told.current !== version;
    told.current ??= version;
    if (!isNews || deadLinks === 0) return;
    told.current = version;
    toggleNotification({
      type: 'warning',
      message:
        deadLinks > 1
          ? `${deadLinks} liens mènent à des pages que personne n’a publiées : voyez « À vérifier ».`
          : 'Un lien mène à une page que personne n’a publiée : voyez « À vérifier ».',
    });
  }, [deadLinks, version, isSaved, toggleNotification]);
}

function Group({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex gap={2}>
        {icon}
        <Typography variant="pi" fontWeight="bold" tag="h3">
          {title}
        </Typography>
      </Flex>
      <Flex direction="column" alignItems="stretch" gap={2} tag="ul">
        {children}
      </Flex>
    </Flex>
  );
}

function Item({ title, text }: { title: string; text: string }) {
  return (
    <Box tag="li" style={{ overflowWrap: 'anywhere' }}>
      <Typography variant="pi" fontWeight="semiBold" textColor="neutral800">
        {title} :{' '}
      </Typography>
      <Typography variant="pi" textColor="neutral700">
        {text}
      </Typography>
    </Box>
  );
}

function Text({ children }: { children: ReactNode }) {
  return (
    <Typography variant="pi" textColor="neutral700" tag="p">
      {children}
    </Typography>
  );
}

const inFrench = (value: number) => value.toLocaleString('fr-FR');
