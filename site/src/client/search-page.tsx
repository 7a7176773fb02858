import { hydrateRoot } from 'react-dom/client';
import Search, { type SearchProps } from '../search/Search.tsx';

/** Brings the page of results to life: the server made it of the same component and the same properties. */

const root = document.querySelector<HTMLElement>('[data-search]')!;
hydrateRoot(root, <Search {...(JSON.parse(root.dataset['search']!) as SearchProps)} />);
