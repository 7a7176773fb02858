import IncidentTool from '../tools/incident/IncidentTool.tsx';
import { mount } from '../tools/mount.tsx';

mount(IncidentTool);
