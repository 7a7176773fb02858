import Applicability from '../tools/applicability/Applicability.tsx';
import { mount } from '../tools/mount.tsx';

mount(Applicability);
