// The guidelines beside the work, fetched when they are opened; the server notes which version was read.
import { project, send } from './session.js';

const panel = document.getElementById('panel');
const link = document.getElementById('guidelines');
const content = panel.querySelector('.content');
const address = `/p/${project}/guidelines`;

let opener = null;

export const isOpen = () => !panel.hidden;

export async function toggle() {
  if (isOpen()) {
    close();
    return;
  }
  opener = document.activeElement;
  panel.hidden = false;
  // The keys that scroll scroll the guidelines; those that answer still answer.
  content.focus();
  const answer = await send('GET', `${address}?handler=Panel`);
  const found = answer.status === 200 ? new DOMParser().parseFromString(answer.body, 'text/html').querySelector('.guidelines-panel') : null;
  if (found) {
    content.replaceChildren(found);
    note(found.dataset);
  } else if (content.childElementCount === 0) {
    close();
  }
}

/** Whoever was in the panel goes back to where it was opened, or to the comparison that has come since. */
function close() {
  const wasInside = panel.contains(document.activeElement);
  panel.hidden = true;
  if (wasInside) {
    (opener?.isConnected ? opener : document.querySelector('#work > .item:not([hidden])'))?.focus({ preventScroll: true });
  }
}

function note({ version, seen }) {
  document.getElementById('new-guidelines')?.remove();
  if (version !== seen && Number(version) > 0) {
    send('POST', `${address}?handler=Seen&version=${version}`);
  }
}

for (const opener of [link, document.querySelector('[data-guidelines]')]) {
  opener?.addEventListener('click', event => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      toggle();
    }
  });
}
