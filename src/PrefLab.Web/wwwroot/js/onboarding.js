// Keys for the onboarding: 1 to 5 answer, g opens the guidelines. Without it every step still works.
const form = document.getElementById('question');
let sending = false;

form?.addEventListener('submit', event => {
  if (sending) {
    event.preventDefault();
  }
  sending = true;
});
// A page from the browser's cache asks again what comes next.
window.addEventListener('pageshow', event => event.persisted && location.reload());

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest('textarea, input:not([type=checkbox]), select')) {
    return;
  }
  const answer = form?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (answer) {
    event.preventDefault();
    form.requestSubmit(answer);
  } else if (event.key === 'g') {
    document.getElementById('guidelines')?.click();
  }
});

if (!form) {
  document.getElementById('go')?.focus({ preventScroll: true });
}
