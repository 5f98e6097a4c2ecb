// Everything that the person decided waits here until the server has it: written before the next comparison is shown, sent in
// order, again and again with the same key, and never under another person's name.
import { forget, isSafe, keep, keysOf, recall } from './kept.js';
import { api, isOpen, person, project, send, whenBack } from './session.js';

const prefix = `preflab:outbox:${person}:${project}:`;
const refusedPrefix = `preflab:refused:${person}:${project}:`;
const lock = `preflab:sending:${person}:${project}`;
const firstWait = 1_000;
const longestWait = 30_000;
/** An answer that waited longer tells nothing of the time that it took. */
const promptly = 3_000;
const again = new Set([0, 408, 425, 429]);
const events = new EventTarget();

let made = 0;
let failures = 0;
let lastStatus = 200;
let timer;
let running = null;

export const state = () => ({ waiting: keysOf(prefix).length, failures, lastStatus, isSafe: isSafe(prefix) });
export const waitingTokens = () => keysOf(prefix).map(key => recall(key)?.token).filter(Boolean);
export const countsAsSkip = entry => entry?.kind === 'skip' && entry.body.reason !== 'Harmful';
export const waitingSkips = () => keysOf(prefix).map(recall).filter(countsAsSkip).length;
export const refused = () => keysOf(refusedPrefix).map(key => ({ key, entry: recall(key) })).filter(it => it.entry);
/** Kinds of event: change, delivered, refused, elsewhere (another tab put something in). */
export const on = (kind, listener) => events.addEventListener(kind, event => listener(event.detail));

/** @param entry {{kind: 'label' | 'correction' | 'skip', token: string, body: object}} */
export function add(entry) {
  const at = Date.now();
  keep(`${prefix}${String(at).padStart(15, '0')}:${String(made++).padStart(6, '0')}:${Math.random().toString(36).slice(2, 8)}`, { ...entry, at, tried: failures > 0 });
  tell('change');
  drain();
}

export function dismiss(key) {
  forget(key);
  tell('change');
}

/** Sends what waits; a second call while one runs waits for it. */
export function drain() {
  clearTimeout(timer);
  running ??= inTurn(sendAll).finally(() => {
    running = null;
    tell('change');
  });
  return running;
}

// Where there are no locks two tabs may send the same entry: its key makes that harmless.
const inTurn = work => navigator.locks ? navigator.locks.request(lock, work) : work();

async function sendAll() {
  for (let key = keysOf(prefix)[0]; key && isOpen(); key = keysOf(prefix)[0]) {
    const entry = recall(key);
    if (!entry) {
      forget(key);
    } else if (!await deliver(key, entry)) {
      return;
    }
  }
}

async function deliver(key, entry) {
  const body = entry.kind === 'skip' ? entry.body : { ...entry.body, offline: entry.tried || Date.now() - entry.at > promptly };
  const answer = await send('POST', `${api}/${entry.token}/${entry.kind}`, body);
  lastStatus = answer.status;
  if (answer.status === 401) {
    return false;
  }
  if (again.has(answer.status) || answer.status >= 500) {
    // Those behind it wait as well.
    for (const waiting of keysOf(prefix)) {
      keep(waiting, { ...recall(waiting), tried: true });
    }
    waitAndTry(answer.retryAfter);
    return false;
  }
  failures = 0;
  forget(key);
  // A skip whose answer was lost is found done.
  if (answer.status < 300 || (entry.kind === 'skip' && entry.tried && answer.status === 404)) {
    tell('delivered', entry);
  } else {
    const refusal = { ...entry, status: answer.status };
    keep(refusedPrefix + key.slice(prefix.length), refusal);
    tell('refused', refusal);
  }
  return true;
}

function waitAndTry(seconds) {
  const wait = Math.max(seconds * 1000, Math.min(longestWait, firstWait * 2 ** failures) * (.5 + Math.random() / 2));
  failures++;
  tell('change');
  timer = setTimeout(drain, wait);
}

const tell = (kind, detail) => events.dispatchEvent(new CustomEvent(kind, { detail }));

addEventListener('online', drain);
document.addEventListener('visibilitychange', () => document.hidden || (keysOf(prefix).length > 0 && drain()));
addEventListener('storage', event => {
  if (event.key?.startsWith(prefix) && event.newValue && !event.oldValue) {
    tell('elsewhere', JSON.parse(event.newValue));
  }
  if (event.key?.startsWith(prefix) || event.key?.startsWith(refusedPrefix)) {
    tell('change');
  }
});
addEventListener('beforeunload', event => isSafe(prefix) || event.preventDefault());
whenBack(drain);
