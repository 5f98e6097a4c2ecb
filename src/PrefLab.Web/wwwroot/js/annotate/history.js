// The last ten answers: opened again from memory, or from the server after a reload. Submitting one makes a correction; the one on
// the screen before is put aside for that long.
import * as clock from './clock.js';
import * as form from './form.js';
import * as outbox from './outbox.js';
import { api, project, send } from './session.js';
import { say, text } from './texts.js';
import * as work from './work.js';

const most = 10;
const excerpt = 120;
const dialog = document.getElementById('recent');
const template = document.getElementById('recent-template').content.firstElementChild;
const cancel = document.getElementById('cancel');
const submitButton = document.getElementById('submit');
const skipButton = document.getElementById('open-skip');
const made = [];
let open = null;

export const isOpen = () => open !== null;

/** @param entry {{token: string, position: ?string, key: string, values: object, item: Element}} */
export function remember(entry) {
  made.push(entry);
  made.splice(0, made.length - most);
}

/** Opens the last answer, or the one before the one that is open. */
export async function undo() {
  const all = await answers();
  const next = all[all.findIndex(it => it.token === open?.token) + 1];
  if (next) {
    await show(next);
  } else {
    say(text('nothing-to-undo'));
  }
}

/** Newest first: what this page remembers, then what the server does. */
async function answers(isWhole = false) {
  const known = [...made].reverse();
  if (known.length > 0 && !isWhole && !open) {
    return known;
  }
  const answer = await send('GET', `${api}/recent`);
  const stored = answer.status === 200 ? JSON.parse(answer.body) : [];
  const tokens = new Set([...known.map(it => it.token), ...outbox.waitingTokens()]);
  return [...known, ...stored.filter(it => it.correctable && !tokens.has(it.token)).map(fromServer)].slice(0, most);
}

const fromServer = ({ token, submissionKey, promptExcerpt, answer, dimensions, bothBad, flagged, comment }) =>
  ({ token, key: submissionKey, prompt: promptExcerpt, values: { answer, dimensions, bothBad, flagged, comment: comment ?? '' } });

async function show(entry) {
  entry.item ??= await fetchItem(entry.token);
  if (!entry.item) {
    say(text('not-reached'));
    return;
  }
  open = entry;
  work.putAside(entry.item);
  form.fill(entry.values);
  clock.start();
  cancel.hidden = submitButton.hidden = false;
  skipButton.hidden = true;
  const { position } = entry.item.dataset;
  say(position ? text('correcting', { position }) : text('correcting-none'));
}

async function fetchItem(token) {
  const answer = await send('GET', `/p/${project}/annotate?handler=Answered&token=${token}`);
  return answer.status === 200 ? new DOMParser().parseFromString(answer.body, 'text/html').querySelector('.item') : null;
}

/** Goes back to the comparison that was put aside. */
export function close(words = '') {
  open = null;
  cancel.hidden = true;
  skipButton.hidden = false;
  submitButton.hidden = !form.asksDimensions;
  work.resume();
  say(words);
}

/** Sends what is in the form as a correction of the open answer. */
export function correct(values, newKey) {
  const entry = open;
  if (isSame(values, entry.values)) {
    close(text('unchanged'));
    return;
  }
  const { token, item, key } = entry;
  outbox.add({
    kind: 'correction', token, position: item.dataset.position,
    body: { submissionKey: newKey, supersedes: key, ...values, activeSeconds: clock.seconds() },
  });
  Object.assign(entry, { key: newKey, values, corrected: { key, values: entry.values } });
  if (!made.includes(entry)) {
    made.unshift(entry);
  }
  close(text('corrected'));
}

const isSame = (left, right) => JSON.stringify(inOrder(left)) === JSON.stringify(inOrder(right));
const inOrder = ({ answer, dimensions, bothBad, flagged, comment }) =>
  [answer, Object.entries(dimensions ?? {}).sort(), Boolean(bothBad), Boolean(flagged), comment ?? ''];

export async function list() {
  dialog.showModal();
  const all = await answers(true);
  document.getElementById('no-recent').hidden = all.length > 0;
  dialog.querySelector('ol').replaceChildren(...all.map(describe));
  dialog.querySelector('ol button')?.focus();
}

function describe(entry) {
  const node = template.cloneNode(true);
  node.querySelector('[data-prompt]').textContent = entry.prompt ?? plain(entry.item.querySelector('.prompt .content')).slice(0, excerpt);
  node.querySelector('[data-answer]').textContent = form.levelText(entry.values.answer);
  node.querySelector('button').addEventListener('click', () => {
    dialog.close();
    show(entry);
  });
  return node;
}

/** What it says, with formulas as they were written: drawn they hold their signs three times. */
function plain(content) {
  const copy = content.cloneNode(true);
  for (const formula of copy.querySelectorAll('.katex')) {
    formula.replaceWith(formula.querySelector('annotation')?.textContent ?? '');
  }
  return copy.textContent.trim();
}

outbox.on('refused', ({ kind, token, body }) => {
  const index = made.findIndex(it => it.token === token);
  if (index >= 0 && kind === 'label') {
    made.splice(index, 1);
  } else if (index >= 0 && made[index].key === body.submissionKey) {
    Object.assign(made[index], made[index].corrected);
  }
});
