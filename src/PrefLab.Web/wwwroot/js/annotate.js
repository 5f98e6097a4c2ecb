// The annotate page with keys, active time and a lease that renews. Without it the form still works.
const form = document.getElementById('answer');
const skip = document.getElementById('skip');
const keys = document.getElementById('keys');
const idleAfter = 120_000;
const renewEvery = 10 * 60_000;

if (form) {
  const active = trackActiveTime();
  let sending = false;

  form.addEventListener('submit', event => {
    if (sending) {
      event.preventDefault();
      return;
    }
    sending = true;
    form.elements['Input.ActiveSeconds'].value = active().toFixed(1);
  });
  // A page that comes back from the browser's cache asks the server what is really to be done.
  window.addEventListener('pageshow', event => event.persisted && location.reload());

  document.getElementById('open-skip').addEventListener('click', () => skip.showModal());
  document.getElementById('show-keys').addEventListener('click', () => keys.showModal());
  for (const dialog of [skip, keys]) {
    dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  }
  document.addEventListener('keydown', onKey);
  document.getElementById('open-skip').hidden = false;
  if (form.dataset.renew) {
    setInterval(renew, renewEvery);
  }
} else {
  document.getElementById('start')?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || skip.open || keys.open) {
    return;
  }
  const typing = event.target.closest('textarea, input[type=text]');
  if (typing) {
    if (event.key === 'Escape') {
      typing.blur();
    }
    return;
  }
  const answer = form.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  const actions = {
    b: () => document.getElementById('both-bad').click(),
    c: openComment,
    k: () => skip.showModal(),
    g: () => document.getElementById('guidelines')?.click(),
    '?': () => keys.showModal(),
  };
  const action = answer ? () => form.requestSubmit(answer) : actions[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
}

function openComment() {
  form.querySelector('details.comment').open = true;
  document.getElementById('comment').focus();
}

// Time counts while the page is visible and was used in the last two minutes.
function trackActiveTime() {
  const shown = document.getElementById('active-time');
  let total = 0;
  let last = performance.now();
  let used = last;
  const tick = () => {
    const now = performance.now();
    if (!document.hidden && now - used < idleAfter) {
      total += now - last;
    }
    last = now;
    const seconds = Math.floor(total / 1000);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  for (const kind of ['pointermove', 'pointerdown', 'keydown', 'scroll', 'wheel', 'touchstart']) {
    document.addEventListener(kind, () => { used = performance.now(); }, { passive: true, capture: true });
  }
  document.addEventListener('visibilitychange', tick);
  setInterval(tick, 1000);
  return () => {
    tick();
    return total / 1000;
  };
}

async function renew() {
  if (document.hidden) {
    return;
  }
  const token = form.elements.__RequestVerificationToken.value;
  try {
    await fetch(form.dataset.renew, { method: 'POST', headers: { 'X-CSRF-TOKEN': token } });
  } catch {
    // Offline for the moment: the next renewal, or a late answer, makes up for it.
  }
}
