// Keys for experts: 1 to 5 choose, Enter sends the blind answer, r goes to the reason, n opens the next, g the guidelines, Ctrl Enter decides; d, s and p as annotators
// have them. Every step works without.
const ofItem = { d: '[data-toggle-differences]', s: '[data-toggle-scroll]', p: '[data-toggle-prompt]' };
const isTyping = target => target.closest('textarea, select, input:not([type=radio], [type=checkbox])');
// In a field or on a button, Enter does what it always does.
const sendsHere = (target, send) => send.dataset.submit === 'Enter' && !target.closest('a, button, summary, input, select, textarea');
let sending = false;

document.addEventListener('submit', event => {
  if (sending) {
    event.preventDefault();
  }
  sending = true;
});
// A page from the browser's cache shows what comes next.
window.addEventListener('pageshow', event => event.persisted && location.reload());

document.addEventListener('keydown', event => {
  const send = document.querySelector('[data-submit]');
  if (event.key === 'Enter' && send && !event.repeat && (event.ctrlKey || event.metaKey || sendsHere(event.target, send))) {
    event.preventDefault();
    send.form.requestSubmit(send);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) {
    return;
  }
  const target = document.querySelector(ofItem[event.key] ?? `[data-key="${CSS.escape(event.key)}"]`);
  if (!target) {
    return;
  }
  event.preventDefault();
  if (target.matches('textarea')) {
    target.focus();
  } else {
    target.click();
    target.focus();
  }
});

document.getElementById('go')?.focus({ preventScroll: true });
// Only now the page names its keys.
document.body.classList.add('has-keys');
