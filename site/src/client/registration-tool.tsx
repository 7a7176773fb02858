import { mount } from '../tools/mount.tsx';
import RegistrationTool from '../tools/registration/RegistrationTool.tsx';

mount(RegistrationTool);
