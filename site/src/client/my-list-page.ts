import { fromFragment, keepList, myList, toFragment } from './my-list.ts';

/**
 * The page of the reader's own list, or of one that somebody shares: its addresses are in the fragment of the link. Rows are
 * those of the catalogue and of the lists of paths, fetched once.
 */

const root = document.querySelector<HTMLElement>('[data-my-list]')!;
const list = root.querySelector<HTMLElement>('[data-rows]')!;
const status = root.querySelector<HTMLElement>('[role=status]')!;
const empty = root.querySelector<HTMLElement>('[data-empty]')!;
const tools = root.querySelector<HTMLElement>('[data-tools]')!;
const shared = root.querySelector<HTMLElement>('[data-shared]')!;
const link = root.querySelector<HTMLElement>('#list-link')!;

let known: Promise<Map<string, HTMLElement>> | null = null;

function load(): Promise<Map<string, HTMLElement>> {
  known ??= Promise.all(root.dataset['myList']!.split(' ').filter(Boolean).map(rowsOf))
    .then((parts) => new Map(parts.flat()))
    .catch((error: unknown) => {
      known = null;
      throw error;
    });
  return known;
}

async function rowsOf(address: string): Promise<[string, HTMLElement][]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  return [...page.querySelectorAll<HTMLElement>('.rows > li')].flatMap((row): [string, HTMLElement][] => {
    const url = row.querySelector('.name a')?.getAttribute('href');
    return url ? [[url, row]] : [];
  });
}

async function show(): Promise<void> {
  const given = fromFragment(location.hash);
  const isShared = given.length > 0;
  const urls = isShared ? given : myList();
  shared.hidden = !isShared;
  empty.hidden = urls.length > 0;
  tools.hidden = urls.length === 0;
  link.textContent = location.origin + location.pathname + toFragment(urls);
  if (urls.length === 0) {
    status.textContent = '';
    list.replaceChildren();
    return;
  }
  try {
    const rows = await load();
    const missing = urls.filter((url) => !rows.has(url));
    const found = urls.filter((url) => rows.has(url));
    list.replaceChildren(...found.map((url) => withRemoval(rows.get(url)!, url, isShared)));
    (window as unknown as { palier: { order(list: Element): void } }).palier.order(list);
    const form = found.length === 1 ? status.dataset['one'] : status.dataset['other'];
    status.textContent = (form ?? '').replace('{n}', String(found.length));
    if (missing.length > 0)
      status.textContent += ` ${(status.dataset['missing'] ?? '').replace('{n}', String(missing.length))}`;
  } catch {
    status.textContent = status.dataset['failed'] ?? '';
  }
}

function withRemoval(row: HTMLElement, url: string, isShared: boolean): HTMLElement {
  row.querySelector('[data-remove]')?.remove();
  if (isShared) return row;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.dataset['remove'] = '';
  const title = row.querySelector('.name a')?.textContent.trim() ?? '';
  button.textContent = root.dataset['remove'] ?? '';
  button.setAttribute('aria-label', `${root.dataset['remove']} : ${title}`);
  button.addEventListener('click', () => {
    keepList(myList().filter((one) => one !== url));
    void show().then(() => status.focus());
  });
  row.querySelector('.name')?.parentElement?.append(button);
  return row;
}

root.querySelector('[data-adopt]')!.addEventListener('click', () => {
  keepList([...myList(), ...fromFragment(location.hash)]);
  history.pushState(null, '', location.pathname);
  void show();
});
root.querySelector('[data-forget]')!.addEventListener('click', () => {
  keepList([]);
  void show();
});
addEventListener('hashchange', () => void show());
addEventListener('popstate', () => void show());
void show();
