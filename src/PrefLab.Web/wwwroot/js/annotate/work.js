// What is in hand: the comparison on the screen and those behind it, already drawn. The server is asked for more in the background.
import * as outbox from './outbox.js';
import { isOpen, project, send, whenBack } from './session.js';
import { text } from './texts.js';

const work = document.getElementById('work');
const footer = document.querySelector('footer.answer');
const waiting = document.getElementById('waiting');
const count = document.getElementById('count');
const progress = document.getElementById('progress');
const inHand = 3;
const remembered = 50;
const renewEvery = 10 * 60_000;
const longestWait = 15_000;
const done = [];
const listeners = { shown: [], left: [] };

/** An answered comparison that stands before the current one. */
let aside = null;
let queue = [...work.querySelectorAll('.item')];
let wanted = inHand;
let asking = null;
/** What to ask when the answer to the running request is there: null for nothing, or whether a batch may begin. */
let askNext = null;
let failures = 0;
let timer;
/** What the server said last: the skips of this batch, and until when what is in hand is kept. */
let skips = work.dataset.skipsLeft;
let keptUntil = work.dataset.keptSeconds ? Date.now() + work.dataset.keptSeconds * 1000 : null;

export const container = work;
export const current = () => queue[0] ?? null;
export const fetched = () => queue.length;
/** Calls back with each comparison that comes on the screen, or null when there is none. */
export const whenShown = listener => listeners.shown.push(listener);

/** Skips that the batch of the current comparison still allows; null for no limit. What waits to be sent is counted. */
export function skipsLeft() {
  return skips && current()?.dataset.position ? Math.max(0, Number(skips) - outbox.waitingSkips()) : null;
}

/** How many comparisons to have in hand. */
export function want(number) {
  wanted = number ?? inHand;
}

/** Puts the current comparison away and shows the next at once. */
export function advance() {
  const item = queue.shift();
  done.push(item.dataset.token);
  done.splice(0, done.length - remembered);
  item.remove();
  if (!aside) {
    show();
  }
  return item;
}

/** Shows the current comparison, or says that the next is on its way. */
export function show() {
  const item = current();
  if (item) {
    item.hidden = false;
    work.querySelector('.work-rest')?.remove();
    toTop();
  }
  footer.hidden = !item;
  showWaiting(!item && !work.querySelector('.work-rest'));
  showPosition(item);
  listeners.shown.forEach(listener => listener(item));
}

export function showPosition(item) {
  const { position, size } = item?.dataset ?? {};
  count.hidden = progress.hidden = !position;
  if (position) {
    count.textContent = text('count', { position, size });
    progress.max = Number(size);
    progress.value = Number(position) - 1;
  }
}

/** Shows an answered comparison in the place of the current one, which waits unseen. */
export function putAside(item) {
  aside?.remove();
  aside = item;
  for (const other of work.children) {
    other.hidden = true;
  }
  waiting.hidden = footer.hidden = true;
  item.hidden = footer.hidden = false;
  work.append(item);
  toTop();
  showPosition(item);
}

/** Of the texts; of the whole page on a small screen. */
function toTop() {
  work.scrollTop = 0;
  scrollTo({ top: 0, behavior: 'instant' });
}

/** Goes back to what there was before. */
export function resume() {
  aside.remove();
  aside = null;
  for (const rest of work.querySelectorAll('.work-rest')) {
    rest.hidden = false;
  }
  show();
  if (!current()) {
    topUp();
  }
}

/** A comparison that was answered in another tab goes away here as well. */
export function drop(token) {
  const index = queue.findIndex(item => item.dataset.token === token);
  if (index > 0) {
    queue.splice(index, 1)[0].remove();
  }
  return index === 0;
}

/** Tops up what is in hand; a call while one runs makes another run follow. */
export function topUp(start = false) {
  if (asking) {
    askNext = start || askNext === true;
    return asking;
  }
  clearTimeout(timer);
  asking = ask(start).finally(() => {
    asking = null;
    if (askNext !== null) {
      const next = askNext;
      askNext = null;
      topUp(next);
    }
  });
  return asking;
}

async function ask(start) {
  if (!isOpen()) {
    return;
  }
  const fields = new URLSearchParams({ hold: wanted, start });
  for (const token of [...queue.map(item => item.dataset.token), ...outbox.waitingTokens()]) {
    fields.append('have', token);
  }
  const answer = await send('POST', `/p/${project}/annotate?handler=Work`, fields);
  if (answer.status === 200) {
    failures = 0;
    take(answer.body);
  } else if (answer.status !== 401) {
    timer = setTimeout(() => topUp(start), Math.max(answer.retryAfter * 1000, Math.min(longestWait, 1000 * 2 ** failures++) * (.5 + Math.random() / 2)));
    showWaiting(!waiting.hidden);
  }
}

function take(html) {
  const fragment = new DOMParser().parseFromString(html, 'text/html').getElementById('work');
  const pending = new Set([...outbox.waitingTokens(), ...done]);
  skips = fragment.dataset.skipsLeft;
  keptUntil = fragment.dataset.keptSeconds ? Date.now() + fragment.dataset.keptSeconds * 1000 : keptUntil;
  const held = new Set(fragment.dataset.held.split(','));
  // What is read right now stays, whatever became of its lease: a late answer is taken while there is a place.
  for (const item of queue.slice(1).filter(it => !held.has(it.dataset.token))) {
    drop(item.dataset.token);
  }
  for (const item of [...fragment.querySelectorAll('.item')]) {
    const { token } = item.dataset;
    if (!pending.has(token) && !queue.some(it => it.dataset.token === token)) {
      item.hidden = true;
      work.append(item);
      queue.push(item);
      item.dispatchEvent(new CustomEvent('item-added', { bubbles: true }));
    }
  }
  if (aside) {
    return;
  }
  if (current()?.hidden) {
    show();
  } else if (!current()) {
    rest(fragment);
  }
}

function rest(fragment) {
  const found = fragment.querySelector('.work-rest');
  if (found && outbox.state().waiting === 0) {
    work.querySelector('.work-rest')?.remove();
    work.append(found);
    show();
    found.querySelector('#start')?.focus();
  }
}

function showWaiting(isShown) {
  waiting.hidden = !isShown || aside !== null;
  const name = outbox.state().failures > 0 || failures > 0 || !navigator.onLine ? 'offline-empty' : 'fetching';
  waiting.querySelector('h2').textContent = text(name);
  const until = name === 'offline-empty' && keptUntil > Date.now() && outbox.state().waiting > 0
    ? text('kept-until', { time: new Date(keptUntil).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' }) })
    : '';
  waiting.querySelector('p').textContent = `${text(`${name}-more`)} ${until}`;
}

/** Begins, or looks again, without leaving the page. */
work.addEventListener('submit', event => {
  if (event.target.querySelector('#start')) {
    event.preventDefault();
    topUp(true);
  }
});
outbox.on('delivered', entry => {
  // Until the server says it anew.
  skips &&= String(skips - (outbox.countsAsSkip(entry) ? 1 : 0));
  topUp();
});
outbox.on('refused', entry => {
  // It may be in hand still: then it comes again.
  const index = done.indexOf(entry.token);
  if (entry.kind === 'skip' && index >= 0) {
    done.splice(index, 1);
  }
  topUp();
});
outbox.on('change', () => waiting.hidden || showWaiting(true));
addEventListener('online', () => topUp());
whenBack(() => topUp());
document.addEventListener('visibilitychange', () => document.hidden || topUp());
// Asking renews the leases of what is in hand.
setInterval(() => document.hidden || topUp(), renewEvery);
