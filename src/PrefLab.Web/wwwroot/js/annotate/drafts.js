// What was entered and not submitted: kept in the browser at once and on the server a little later. The browser's copy wins while
// the server has not confirmed it, and the server's otherwise: so no two clocks are compared.
import { isEmpty } from './form.js';
import { forget, keep, keysOf, recall } from './kept.js';
import { api, person, project, send } from './session.js';

const prefix = `preflab:draft:${person}:${project}:`;
const pause = 2_000;
const old = 14 * 24 * 3600_000;
const here = new Set();
let timer;
let pending = null;

export function save(token, values) {
  const known = recall(prefix + token);
  if (!known && isEmpty(values)) {
    return;
  }
  here.add(token);
  keep(prefix + token, { values, unconfirmed: true, at: Date.now() });
  if (pending && pending !== token) {
    flush();
  }
  pending = token;
  clearTimeout(timer);
  timer = setTimeout(flush, pause);
}

/** @returns What to fill the form with. */
export function restore(item) {
  const { token, draft } = item.dataset;
  const local = recall(prefix + token);
  return local && (local.unconfirmed || here.has(token)) ? local.values : draft ? JSON.parse(draft) : local?.values ?? {};
}

export function drop(token) {
  forget(prefix + token);
  here.delete(token);
  if (pending === token) {
    pending = null;
    clearTimeout(timer);
  }
}

async function flush(isLast = false) {
  const token = pending;
  const kept = token && recall(prefix + token);
  pending = null;
  clearTimeout(timer);
  if (!kept) {
    return;
  }
  const answer = await send('PUT', `${api}/${token}/draft`, kept.values, isLast === true);
  const now = recall(prefix + token);
  if (answer.status === 204 && now?.at === kept.at) {
    keep(prefix + token, { ...now, unconfirmed: false });
  }
}

addEventListener('pagehide', () => flush(true));
document.addEventListener('visibilitychange', () => document.hidden && flush(true));
for (const key of keysOf(prefix)) {
  if (!(Date.now() - recall(key)?.at < old)) {
    forget(key);
  }
}
