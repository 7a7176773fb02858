import { mount } from '../tools/mount.tsx';
import Homologation from '../tools/homologation/Homologation.tsx';

mount(Homologation);
