// Skipping with a reason: its number chooses it, Enter sends it.
import * as outbox from './outbox.js';
import { text } from './texts.js';
import { skipsLeft } from './work.js';

const dialog = document.getElementById('skip');
const form = dialog.querySelector('form');
const note = document.getElementById('skips-left');
const reasons = [...form.querySelectorAll('[name=reason]')];

export function open() {
  form.reset();
  const left = skipsLeft();
  note.hidden = left === null;
  note.textContent = left === 0 ? text('skips-none') : text('skips-left', { n: left });
  for (const reason of reasons) {
    reason.disabled = left === 0 && reason.value !== 'Harmful';
  }
  dialog.showModal();
}

/** @param put Puts the skipped comparison away and returns what is known of it. */
export function whenSkipped(put) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    dialog.close();
    const { token, position } = put();
    outbox.add({
      kind: 'skip', token, position,
      body: { reason: form.elements.reason.value, comment: form.elements.comment.value || null },
    });
  });
}

dialog.addEventListener('keydown', event => {
  const reason = reasons[Number(event.key) - 1];
  if (reason && !reason.disabled && event.target.type !== 'text' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    reason.checked = true;
    reason.focus();
  }
});
