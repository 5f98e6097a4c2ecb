// The sources of both responses with what differs marked, in the places of the texts; the same button brings the texts back.
// Pressed again while they are on their way, it takes the wish back.
const asked = new WeakMap();

export async function showDifferences(item, button, clear, fail) {
  const isShown = button.getAttribute('aria-pressed') === 'true';
  clear();
  if (asked.has(item)) {
    asked.get(item).abort();
    return;
  }
  if (!isShown && !item.querySelector('.diff') && !await fetched(item, button, fail)) {
    return;
  }
  if (item.querySelector('.diff')) {
    item.querySelectorAll('.resp > .content').forEach(it => { it.hidden = it.classList.contains('diff') === isShown; });
    button.setAttribute('aria-pressed', !isShown);
  }
  const note = item.querySelector('[data-differences-note]');
  if (note) {
    note.hidden = isShown;
  }
}

async function fetched(item, button, fail) {
  const { token, texts } = item.dataset;
  const request = new AbortController();
  asked.set(item, request);
  button.ariaBusy = 'true';
  try {
    const answer = await fetch(`${texts}?handler=Differences&token=${token}`, { headers: { 'X-Requested-With': 'XMLHttpRequest' }, signal: request.signal });
    const html = answer.ok ? await answer.text() : null;
    if (html === null) {
      fail();
      return false;
    }
    item.querySelectorAll('[data-differences-note]').forEach(it => it.remove());
    place(item, new DOMParser().parseFromString(html, 'text/html'));
    return true;
  } catch {
    if (!request.signal.aborted) {
      fail();
    }
    return false;
  } finally {
    asked.delete(item);
    button.ariaBusy = null;
  }
}

function place(item, answer) {
  const note = answer.querySelector('[data-differences-note]');
  if (note) {
    item.querySelector('.pair').before(note);
  }
  for (const column of answer.querySelectorAll('.diff')) {
    item.querySelector(`.resp[data-side="${column.dataset.side}"]`).append(column);
  }
}
