import { Button, Checkbox, Dialog, Flex, Table, Tbody, Td, Tr, Typography } from '@strapi/design-system';
import type { AdminRegistration } from '@palier/model/event-admin';
import { TextCell, Wrapped } from '../parts/cells.tsx';
import { HeadRow } from '../parts/HeadRow.tsx';
import { instantIn, stateOf } from './texts.ts';

/** The first two are what a phone shows at the door. */
const COLUMNS = ['Présent', 'Nom', 'État', 'Places', 'Réponses', 'Inscrit le', 'Annuler'];

interface Props {
  registrations: AdminRegistration[];
  timeZone: string;
  onPresent: (registration: string, isPresent: boolean) => void;
  onCancel: (registration: string) => Promise<void>;
}

/** Registrations, one a line. */
export function RegistrationTable({ registrations, timeZone, onPresent, onCancel }: Props) {
  return (
    <Table colCount={COLUMNS.length} rowCount={registrations.length + 1}>
      <HeadRow columns={COLUMNS} />
      <Tbody>
        {registrations.map((one) => (
          <Tr key={one.id}>
            <Td>
              <Checkbox
                aria-label={`${one.name} est là`}
                checked={one.attendedAt !== null}
                disabled={one.state !== 'seated'}
                onCheckedChange={(isPresent) => onPresent(one.id, isPresent === true)}
              />
            </Td>
            <Td>
              <Wrapped>
                <Flex direction="column" alignItems="flex-start">
                  <Typography fontWeight="semiBold">{one.name}</Typography>
                  {[one.entity, one.email].map((text) => (
                    <Typography key={text} variant="pi" textColor="neutral600">
                      {text}
                    </Typography>
                  ))}
                </Flex>
              </Wrapped>
            </Td>
            <TextCell>{stateOf(one)}</TextCell>
            <TextCell>{one.seats}</TextCell>
            <Td>
              <Wrapped>
                <Typography textColor="neutral800">
                  {one.answers.map(({ label, answer }) => `${label} ${answer}`).join(' · ')}
                </Typography>
              </Wrapped>
            </Td>
            <TextCell>{instantIn(one.createdAt, timeZone)}</TextCell>
            <Td>{MAY_BE_CANCELLED.has(one.state) && <CancelButton {...one} onCancel={() => onCancel(one.id)} />}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** Who has not confirmed may be someone whose address another gave: they are told nothing. */
const MAY_BE_CANCELLED: ReadonlySet<string> = new Set(['seated', 'waiting', 'offered']);

function CancelButton({ name, onCancel }: { name: string; onCancel: () => Promise<void> }) {
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="tertiary" aria-label={`Annuler l’inscription de ${name}`}>
          Annuler
        </Button>
      </Dialog.Trigger>
      <Dialog.Content>
        <Dialog.Header>{`Annuler l’inscription de ${name} ?`}</Dialog.Header>
        <Dialog.Body>La place va à qui attend. La personne est prévenue par courriel.</Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary">
              Garder l’inscription
            </Button>
          </Dialog.Cancel>
          <Dialog.Action>
            <Button fullWidth variant="danger-light" onClick={onCancel}>
              Annuler l’inscription
            </Button>
          </Dialog.Action>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
