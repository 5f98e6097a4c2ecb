// Skipping with a reason: its number chooses it, Enter sends it.
import * as outbox from './outbox.js';

const dialog = document.getElementById('skip');
const form = dialog.querySelector('form');
const reasons = [...form.querySelectorAll('[name=reason]')];

export function open() {
  form.reset();
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
  if (reason && event.target.type !== 'text' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    reason.checked = true;
    reason.focus();
  }
});
