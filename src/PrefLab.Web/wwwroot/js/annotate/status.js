// The state of what was answered, in the bar, and what the server refused, under it.
import * as outbox from './outbox.js';
import { has, text } from './texts.js';

const badge = document.getElementById('saved');
const list = document.getElementById('refused');
const template = document.getElementById('refused-template').content.firstElementChild;
const quickly = 400;
let slow;

export function show() {
  const { waiting, failures, lastStatus, isSafe } = outbox.state();
  badge.dataset.waiting = waiting;
  clearTimeout(slow);
  if (waiting === 0) {
    set('saved', 'good');
  } else if (!isSafe) {
    set('unkept', 'bad');
  } else if (failures > 0 || !navigator.onLine) {
    const what = lastStatus === 0 || !navigator.onLine ? 'offline' : 'waiting';
    set(waiting === 1 ? `${what}-one` : what, 'warn', { n: waiting });
  } else {
    // What is sent at once need not be told.
    slow = setTimeout(() => set('sending', ''), quickly);
  }
  showRefused();
}

function set(name, look, values) {
  const words = text(name, values);
  if (badge.textContent !== words) {
    badge.textContent = words;
    badge.className = `badge ${look}`;
  }
}

function showRefused() {
  const entries = outbox.refused();
  const shown = new Set(entries.map(it => it.key));
  for (const node of [...list.children]) {
    if (!shown.delete(node.dataset.key)) {
      node.remove();
    }
  }
  list.append(...entries.filter(it => shown.has(it.key)).map(describe));
}

function describe({ key, entry }) {
  const node = template.cloneNode(true);
  const [own, why] = [`refused-${entry.kind}-${entry.status}`, `refused-${entry.status}`];
  node.dataset.key = key;
  node.querySelector('[data-what]').textContent = entry.position ? text('comparison', { position: entry.position }) : text('comparison-none');
  node.querySelector('[data-why]').textContent = has(own) ? text(own) : has(why) ? text(why) : text('refused-other', { n: entry.status });
  const comment = node.querySelector('[data-comment]');
  comment.hidden = !entry.body.comment;
  comment.textContent = entry.body.comment ?? '';
  node.querySelector('[data-answer]').textContent = document.querySelector(`.scale [value="${entry.body.answer}"] span`)?.textContent ?? '';
  node.querySelector('button').addEventListener('click', () => outbox.dismiss(key));
  return node;
}

outbox.on('change', show);
addEventListener('offline', show);
addEventListener('online', show);
