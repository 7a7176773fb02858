import { event, eventProgrammeItem, eventQuestion, eventSpeaker } from './event.ts';
import { feedback } from './feedback.ts';
import { glossaryTerm } from './glossary-term.ts';
import { learningPath, pathStep } from './learning-path.ts';
import { organisation } from './organisation.ts';
import { post } from './post.ts';
import { resource } from './resource.ts';
import { searchGap } from './search-gap.ts';
import { sector } from './sector.ts';
import { service, servicePhase } from './service.ts';
import { thread } from './thread.ts';
import { topic } from './topic.ts';
import type { AdminView } from './view.ts';
import type { EditedType } from '../content/types.ts';

/** Content types that are written for readers, one line each. */
export const WRITTEN_VIEWS: readonly AdminView[] = [
  resource,
  learningPath,
  organisation,
  service,
  event,
  glossaryTerm,
  topic,
  sector,
];

/** Content types of the admin: those, what members write, and what readers say and search. */
export const VIEWS: readonly AdminView[] = [...WRITTEN_VIEWS, thread, post, feedback, searchGap];

export const COMPONENT_VIEWS: readonly AdminView[] = [
  pathStep,
  servicePhase,
  eventSpeaker,
  eventProgrammeItem,
  eventQuestion,
];

/** Component that a field of a type repeats. */
const COMPONENTS: Partial<Record<EditedType, Readonly<Record<string, AdminView>>>> = {
  'learning-path': { steps: pathStep },
  service: { phases: servicePhase },
  event: { speakers: eventSpeaker, programme: eventProgrammeItem, questions: eventQuestion },
};

/**
 * Label of a field as editors see it; of a place in it too: `steps.2.title` is « Étapes, 3, Titre de l’étape ». The name
 * itself where there is no label.
 */
export function labelOf(type: EditedType, path: string): string {
  const [field = '', index, inner] = path.split('.');
  const view = VIEWS.find(({ uid }) => uid === `api::${type}.${type}`);
  const label = view?.fields[field]?.label ?? field;
  if (index === undefined) return label;
  const place = `${label}, ${/^\d+$/.test(index) ? Number(index) + 1 : index}`;
  return inner === undefined ? place : `${place}, ${COMPONENTS[type]?.[field]?.fields[inner]?.label ?? inner}`;
}
