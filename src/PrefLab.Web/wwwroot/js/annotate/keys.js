// Which key does what. Keys are compared as the characters that they write, so that every keyboard has them where it says.
const defaults = {
  answer1: '1', answer2: '2', answer3: '3', answer4: '4', answer5: '5',
  bothBad: 'b', flag: 'f', comment: 'c', skip: 'k', undo: 'z', recent: 'l',
  guidelines: 'g', prompt: 'p', scroll: 's', differences: 'd', keys: '?',
};
const actions = {};
let keys = { ...defaults };

export const all = () => ({ ...keys });

/** Says what the actions do; one that returns false leaves the key to the browser. `enter`, `escape` and `arrow` stay where they are. */
export const act = handlers => Object.assign(actions, handlers);

/** @param changed {Object<string, string>} Action → key, where it is not the usual one. */
export function use(changed) {
  keys = { ...defaults, ...changed };
  paint(document);
}

function paint(root) {
  for (const kbd of root.querySelectorAll('[data-kbd]')) {
    kbd.textContent = keys[kbd.dataset.kbd];
  }
}

document.addEventListener('item-added', event => paint(event.target));

export const isTyping = target => target.closest?.('textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])') != null;

document.addEventListener('keydown', event => {
  if (event.repeat && event.target.closest('#answer button')) {
    // A button is pressed once, however long the key is held.
    event.preventDefault();
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || document.querySelector('dialog[open]')) {
    return;
  }
  if (isTyping(event.target)) {
    if (event.key === 'Escape') {
      event.target.blur();
    }
    return;
  }
  const action = actionOf(event);
  if (action && actions[action]?.(event) !== false) {
    event.preventDefault();
  }
});

function actionOf(event) {
  if (event.key === 'Enter') {
    // On a button or a link Enter does what it says there; on the answer that is chosen already it sends.
    return event.target.closest('a, summary, button:not(.scale [aria-pressed=true])') ? null : 'enter';
  }
  if (event.key === 'Escape') {
    return 'escape';
  }
  if (event.key.startsWith('Arrow')) {
    return 'arrow';
  }
  const key = event.shiftKey ? event.key : event.key.toLowerCase();
  return Object.keys(keys).find(name => keys[name] === key && actions[name]);
}
