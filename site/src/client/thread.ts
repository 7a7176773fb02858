import type { LiveAnswer, ThreadData } from '@palier/model/live';
import { LIVE_PAGES } from '@palier/model/live-pages';
import type { Locale } from '@palier/model/locales';
import { answerAnchor, threadPageAddress, threadPageOf } from '@palier/model/thread-addresses';
import { count } from '../i18n/text.ts';
import type { ThreadWords } from '../thread-words.ts';

/**
 * An open page of a thread: says that there are new answers, in a row that is kept for it, and gives a member the buttons that are
 * theirs. The page is whole without it.
 */

const news = document.querySelector<HTMLElement>('.news')!;
const words = JSON.parse(news.dataset['words']!) as ThreadWords;
const locale = document.documentElement.lang as Locale;
const thread = news.dataset['thread']!;

/** Where scripts and people act; the address of the page says in which language. */
const page = (name: 'post' | 'thread' | 'edit' | 'moderatedPost', about: Record<string, string>) =>
  `${LIVE_PAGES[name][locale]}?${new URLSearchParams(about).toString()}`;

function link(href: string, text: string): HTMLAnchorElement {
  const made = document.createElement('a');
  made.href = href;
  made.textContent = text;
  return made;
}

function say(text: string, ...more: Node[]): void {
  const line = document.createElement('p');
  line.append(text, ...more.flatMap((node) => [' ', node]));
  news.append(line);
}

/* What is new. */

interface State {
  answers: number[];
  updatedAt: string;
}

const EVERY = 60_000;
const AT_MOST = 600_000;

let pause = EVERY;
let asked = Date.now();
let timer: number | undefined;

/** What the page says of itself, and so does the file beside it: asked again, it costs an answer without a body. */
async function readState(): Promise<State> {
  const response = await fetch(news.dataset['state']!, { cache: 'no-cache', credentials: 'omit' });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as State;
}

/** The file is made after the page, and a cache may keep either for longer: what is older than the page is no news. */
const isLater = ({ updatedAt }: State) => updatedAt > news.dataset['updated']!;

async function look(): Promise<void> {
  asked = Date.now();
  try {
    const state = await readState();
    if (isLater(state)) return showNews(state.answers);
    // The longer nothing happens, the less often it is asked.
    pause = Math.min(pause * 1.3, AT_MOST);
  } catch {
    pause = Math.min(pause * 2, AT_MOST);
  }
  wait();
}

function wait(): void {
  clearTimeout(timer);
  if (!document.hidden) timer = window.setTimeout(() => void look(), pause);
}

function showNews(answers: readonly number[]): void {
  const last = Number(news.dataset['last']);
  const fresh = answers.filter((number) => number > last);
  const [first] = fresh;
  const here = location.pathname.replace(/page\/\d+\/$/, '');
  const target =
    first === undefined ? here : `${threadPageAddress(here, threadPageOf(first))}#${answerAnchor(locale, first)}`;
  const shown = link(target, words.show);
  // The address may be that of this very page.
  shown.addEventListener('click', (event) => {
    if (new URL(shown.href).pathname !== location.pathname) return;
    event.preventDefault();
    location.href = shown.href;
    location.reload();
  });
  say(fresh.length > 0 ? count(locale, words.news, fresh.length) : words.changed, shown);
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return clearTimeout(timer);
  pause = EVERY;
  if (Date.now() - asked > EVERY / 2) void look();
  else wait();
});
wait();

/* What is the member's. */

async function answerOf(address: string, fields?: Record<string, string>): Promise<LiveAnswer> {
  const response = await fetch(address, {
    headers: { accept: 'application/json' },
    ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
  });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as LiveAnswer;
}

/** Does something with a post; false, said in the page, when it was not done. */
async function act(post: string, what: string): Promise<boolean> {
  try {
    const answer = await answerOf(LIVE_PAGES.post[locale], { message: post, act: what });
    // The session has ended meanwhile: the page it leads to asks to sign in.
    if (answer.kind === 'redirect' && !answer.to.startsWith(LIVE_PAGES.post[locale])) location.href = answer.to;
    return answer.kind === 'redirect';
  } catch {
    say(words.failed);
    return false;
  }
}

function makeVoteButton(place: HTMLElement, post: string, isPressed: boolean): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = place.className;
  button.append(...place.childNodes);
  button.setAttribute('aria-pressed', String(isPressed));
  button.addEventListener('click', () => {
    const isOn = button.getAttribute('aria-pressed') === 'true';
    const score = button.querySelector('[aria-hidden]:not(svg)')!;
    button.disabled = true;
    void act(post, isOn ? 'unvote' : 'vote').then((isDone) => {
      button.disabled = false;
      if (!isDone) return;
      button.setAttribute('aria-pressed', String(!isOn));
      score.textContent = String(Number(score.textContent) + (isOn ? -1 : 1));
    });
  });
  place.replaceWith(button);
}

/** The page as it will be once the hub has made it again, or as it is after five seconds. */
async function reloadWhenMade(): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (await readState().then(isLater, () => false)) break;
  }
  location.reload();
}

function makeChoiceButton(acts: HTMLElement, post: string): void {
  const isChosen = acts.closest('.post')?.classList.contains('accepted') ?? false;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  button.textContent = isChosen ? words.unaccept : words.accept;
  button.addEventListener('click', () => {
    button.disabled = true;
    void act(post, isChosen ? 'unaccept' : 'accept').then((isDone) => {
      if (isDone) void reloadWhenMade();
      else button.disabled = false;
    });
  });
  acts.append(button);
}

function makeFollowButton(acts: Element, isFollowed: boolean): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link';
  const show = (isOn: boolean) => {
    button.textContent = isOn ? words.unfollow : words.follow;
    button.dataset['on'] = isOn ? 'yes' : '';
  };
  show(isFollowed);
  button.addEventListener('click', () => {
    const isOn = button.dataset['on'] === 'yes';
    button.disabled = true;
    answerOf(LIVE_PAGES.thread[locale], { question: thread, act: isOn ? 'unfollow' : 'follow' })
      .then(() => show(!isOn))
      .catch(() => say(words.failed))
      .finally(() => (button.disabled = false));
  });
  acts.append(button);
}

function dress({ votes, own, isAsker, isFollowed, isLocked }: ThreadData, isModerator: boolean): void {
  const ofMember = new Set(own.map(({ id }) => id));
  for (const place of document.querySelectorAll<HTMLElement>('[data-vote]')) {
    const post = place.dataset['vote']!;
    if (!ofMember.has(post)) makeVoteButton(place, post, votes.includes(post));
  }
  for (const acts of document.querySelectorAll<HTMLElement>('.acts')) {
    const post = acts.dataset['post']!;
    const isAnswer = acts.closest('.post') !== null && !acts.closest('.question') && !acts.closest('.comments');
    if (isAnswer && (isModerator || (isAsker && !isLocked))) makeChoiceButton(acts, post);
    if (ofMember.has(post)) {
      if (!isLocked || isModerator) acts.append(link(page('edit', { message: post }), words.edit));
      acts.append(link(page('post', { message: post }), words.more));
    }
    if (isModerator) acts.append(link(page('moderatedPost', { message: post }), words.moderate));
  }
  const ofQuestion = document.querySelector('.question .acts')!;
  makeFollowButton(ofQuestion, isFollowed);
  if (isAsker || isModerator) ofQuestion.append(link(page('thread', { question: thread }), words.manage));
  for (const { id, kind, state } of own)
    if (state === 'pending') say(words.pending[kind], link(page('post', { message: id }), words.reread));
}

if (/(?:^|; )palier-member=1/.test(document.cookie))
  answerOf(page('thread', { question: thread }))
    .then((answer) => {
      if (answer.kind === 'page' && answer.page === 'thread') dress(answer.data, answer.viewer?.role === 'moderator');
    })
    .catch(() => undefined);
