// The annotate page: a key answers, the next comparison is there at once, and what was answered is sent in the background.
// Without this the form still works, one page a comparison; in a lead's preview it does so with it.
import * as clock from './clock.js';
import * as dimensions from './dimensions.js';
import * as drafts from './drafts.js';
import * as form from './form.js';
import * as history from './history.js';
import * as keys from './keys.js';
import * as outbox from './outbox.js';
import * as panel from './panel.js';
import { person } from './session.js';
import './settings.js';
import * as skip from './skip.js';
import * as status from './status.js';
import { say, text } from './texts.js';
import * as work from './work.js';

const element = document.getElementById('answer');
const isPreview = !person;
/** The answer that was not taken at once because a response was not on the screen yet. */
let asked = null;

/** @param level 1 to 5; what is chosen in the form by default. */
function submit(level) {
  const item = work.current();
  const values = { ...form.read(), ...(level && { answer: level }) };
  if ((!item && !history.isOpen()) || isPreview) {
    return;
  }
  if (!values.answer) {
    say(text('choose'));
    return;
  }
  const key = newKey();
  if (history.isOpen()) {
    history.correct(values, key);
    return;
  }
  const { token, position } = item.dataset;
  const unseen = item.unseen?.();
  if (unseen && asked !== values.answer) {
    asked = values.answer;
    form.choose(values.answer);
    say(text('unseen', { n: unseen }));
    return;
  }
  outbox.add({ kind: 'label', token, position, body: { submissionKey: key, ...values, activeSeconds: clock.seconds() } });
  drafts.drop(token);
  history.remember({ token, position, key, values, item });
  say('');
  work.advance();
}

function choose(level) {
  if (isPreview && !form.asksDimensions) {
    element.requestSubmit(form.levelButton(level));
  } else if (form.asksDimensions) {
    form.choose(level);
    changed();
    dimensions.focusFirst();
  } else {
    submit(level);
  }
}

function confirm() {
  const { answer } = form.read();
  if (isPreview && answer) {
    element.requestSubmit(form.levelButton(answer));
  } else {
    submit();
  }
}

// Random as a UUID is; crypto.randomUUID is missing where a site is not on https.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function changed() {
  if (work.current() && !history.isOpen() && !isPreview) {
    drafts.save(work.current().dataset.token, { ...form.read(), activeSeconds: clock.seconds() });
  }
}

function appear(item) {
  asked = null;
  const draft = item ? drafts.restore(item) : {};
  form.fill(draft);
  clock.start(draft.activeSeconds);
  if (item) {
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
  }
}

const press = what => document.querySelector(`#work > .item:not([hidden]) [data-toggle-${what}]`)?.click();

const open = {
  keys: () => document.getElementById('keys').showModal(),
  skip: () => work.current() && !history.isOpen() && skip.open(),
  guidelines: panel.toggle,
  undo: () => !isPreview && history.undo(),
  recent: () => !isPreview && history.list(),
  cancel: () => history.close(),
};

element.addEventListener('click', event => {
  const level = Number(event.target.closest('.scale button')?.value);
  // The second click of a double click is meant for the comparison before.
  if (level && event.detail > 1) {
    event.preventDefault();
  }
});
element.addEventListener('input', changed);
element.addEventListener('submit', event => {
  const level = Number(event.submitter?.closest('.scale') ? event.submitter.value : 0);
  if (isPreview && level && !(form.asksDimensions && form.read().answer !== level)) {
    element.elements['Input.ActiveSeconds'].value = clock.seconds();
    return;
  }
  event.preventDefault();
  if (level) {
    choose(level);
  } else {
    confirm();
  }
});

for (const button of document.querySelectorAll('[data-do]')) {
  button.addEventListener('click', () => {
    button.closest('details.menu')?.removeAttribute('open');
    open[button.dataset.do]();
  });
}
for (const dialog of document.querySelectorAll('dialog')) {
  dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close());
}

keys.act({
  ...open,
  ...Object.fromEntries([1, 2, 3, 4, 5].map(level => [`answer${level}`, () => form.canAnswer() && form.levelButton(level) && choose(level)])),
  bothBad: () => document.getElementById('both-bad').click(),
  flag: () => document.getElementById('flagged').click(),
  comment: form.openComment,
  prompt: () => press('prompt'),
  scroll: () => press('scroll'),
  differences: () => press('differences'),
  enter: () => form.canAnswer() ? confirm() : false,
  escape: () => panel.isOpen() ? panel.toggle() : history.isOpen() ? history.close() : false,
  arrow: dimensions.arrow,
});

if (isPreview) {
  clock.start();
} else {
  skip.whenSkipped(() => {
    const { token, position } = work.current().dataset;
    drafts.drop(token);
    work.advance();
    say(text('skipped'));
    return { token, position };
  });
  outbox.on('elsewhere', entry => {
    if (entry.kind !== 'correction' && work.drop(entry.token)) {
      work.advance();
      say(text('other-tab'));
    }
  });
  work.whenShown(appear);
  work.container.addEventListener('item:seen', event => {
    if (asked && event.detail.both && event.target === work.current()) {
      asked = null;
      say('');
    }
  });
  // What was answered before a reload is not asked again.
  const answered = new Set(outbox.waitingTokens());
  if (work.current() && answered.has(work.current().dataset.token)) {
    work.advance();
  } else {
    work.show();
  }
  status.show();
  outbox.drain();
  if (work.container.dataset.state === 'work') {
    work.topUp();
  }
}

for (const scripted of document.querySelectorAll('[data-scripted]')) {
  const { scripted: where } = scripted.dataset;
  scripted.hidden = (where === 'select' && !form.asksDimensions) || (where === 'work' && isPreview);
}
document.body.dataset.ready = '';
// A page that comes back from the browser's cache asks the server what is really to be done.
addEventListener('pageshow', event => event.persisted && location.reload());
