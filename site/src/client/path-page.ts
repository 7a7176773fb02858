import { mount } from '../tools/mount.tsx';
import MyPath from '../tools/path/MyPath.tsx';

mount(MyPath);
