import { AUDIENCES } from '@palier/model/documents';
import { choicesInput } from './ChoicesInput.tsx';

export const AudiencesInput = choicesInput(AUDIENCES, 'Toutes les structures');
