// The sources of both responses with what differs marked, in the places of the texts; the same button brings the texts back.
export async function showDifferences(item, button, clear, fail) {
  const isShown = button.getAttribute('aria-pressed') === 'true';
  clear();
  if (!isShown && !item.querySelector('.diff')) {
    const { token, texts } = item.dataset;
    const answer = await fetch(`${texts}?handler=Differences&token=${token}`, { headers: { 'X-Requested-With': 'XMLHttpRequest' } }).catch(() => null);
    if (!answer?.ok) {
      fail();
      return;
    }
    place(item, new DOMParser().parseFromString(await answer.text(), 'text/html'));
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

function place(item, answer) {
  const note = answer.querySelector('[data-differences-note]');
  if (note) {
    item.querySelector('.pair').before(note);
  }
  for (const column of answer.querySelectorAll('.diff')) {
    item.querySelector(`.resp[data-side="${column.dataset.side}"]`).append(column);
  }
}
