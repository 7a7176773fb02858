import Assessment from '../tools/assessment/Assessment.tsx';
import { mount } from '../tools/mount.tsx';

mount(Assessment);
