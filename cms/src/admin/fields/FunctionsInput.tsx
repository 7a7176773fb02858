import { FUNCTIONS } from '@palier/model/events';
import { choicesInput } from './ChoicesInput.tsx';

export const FunctionsInput = choicesInput(FUNCTIONS, 'Toutes les fonctions');
