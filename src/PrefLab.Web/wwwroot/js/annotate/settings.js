// What a person has set up: keys, text size, a reserve for working offline. Stored with the person, so that it follows to other machines.
import * as keys from './keys.js';
import { send } from './session.js';
import { say, text } from './texts.js';
import * as work from './work.js';

const form = document.getElementById('answer');
const dialog = document.getElementById('keys');
const note = document.getElementById('key-note');
const reserve = document.getElementById('reserve');
const inReserve = 12;
const [smallest, largest] = [-2, 5];
const settings = { keys: {}, textSize: 0, reserve: false, ...(form.dataset.settings ? JSON.parse(form.dataset.settings) : {}) };
settings.keys ??= {};
let changing = null;

function apply() {
  keys.use(settings.keys);
  document.documentElement.dataset.textSize = settings.textSize;
  document.getElementById('text-smaller').disabled = settings.textSize === smallest;
  document.getElementById('text-larger').disabled = settings.textSize === largest;
  if (reserve) {
    reserve.checked = settings.reserve;
    work.want(settings.reserve ? inReserve : undefined);
  }
}

async function change(changed) {
  Object.assign(settings, changed);
  apply();
  const answer = await send('PUT', '/api/v1/account/settings', settings);
  if (answer.status !== 204) {
    say(text('not-kept'));
  }
}

const resize = step => change({ textSize: Math.min(largest, Math.max(smallest, settings.textSize + step)) });
document.getElementById('text-smaller').addEventListener('click', () => resize(-1));
document.getElementById('text-larger').addEventListener('click', () => resize(1));
reserve?.addEventListener('change', async () => {
  await change({ reserve: reserve.checked });
  work.topUp();
});

const nameOf = action => dialog.querySelector(`[data-change="${action}"]`).closest('dt').nextElementSibling.textContent;

dialog.addEventListener('click', event => {
  changing = event.target.closest('[data-change]')?.dataset.change ?? null;
  note.textContent = changing ? text('press', { action: nameOf(changing) }) : '';
});
dialog.addEventListener('keydown', event => {
  if (!changing || ['Shift', 'AltGraph', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) {
    return;
  }
  event.preventDefault();
  const action = changing;
  const key = event.key.toLowerCase();
  const taken = Object.entries(keys.all()).find(([other, its]) => its === key && other !== action)?.[0];
  changing = null;
  if (event.key === 'Escape') {
    note.textContent = '';
  } else if ([...key].length !== 1 || key.length !== 1 || key.trim() === '') {
    note.textContent = text('key-bad');
  } else if (taken) {
    note.textContent = text('key-taken', { key, action: nameOf(taken) });
  } else {
    note.textContent = text('key-set');
    change({ keys: { ...settings.keys, [action]: key } });
  }
});
dialog.addEventListener('close', () => {
  changing = null;
  note.textContent = '';
});
document.getElementById('usual-keys').addEventListener('click', () => change({ keys: {} }));

apply();
