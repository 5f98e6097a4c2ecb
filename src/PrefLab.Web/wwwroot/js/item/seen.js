// Which responses were on the screen. On a narrow one they stand on tabs that swipe; `item.bothSeen()` says whether both were looked at,
// and `item:seen` (detail: side, both) tells it; `item.unseen()` names the response that is on a tab which was not opened yet.
export function watchSeen(item) {
  const responses = [...item.querySelectorAll('.resp')];
  const tabs = item.querySelector('.tabs');
  const pair = item.querySelector('.pair');
  const seen = new Set();
  let isOnScreen = false;
  item.bothSeen = () => seen.size === responses.length;
  item.unseen = () => {
    const current = shownAlone();
    return current ? responses.find(it => it !== current && !seen.has(Number(it.dataset.side)))?.dataset.side : undefined;
  };
  const shownAlone = () => pair.scrollWidth > pair.clientWidth + 1 ? responses[Math.round(Math.abs(pair.scrollLeft) / pair.clientWidth)] : null;
  item.classList.add('swipes');
  tabs.hidden = false;

  const check = () => {
    if (!isOnScreen) {
      return;
    }
    const current = shownAlone();
    for (const response of responses.filter(it => !current || it === current)) {
      see(Number(response.dataset.side));
    }
    responses.forEach(it => it.classList.toggle('aside', current !== null && it !== current));
    for (const tab of tabs.querySelectorAll('[data-tab]')) {
      tab.ariaCurrent = current && tab.dataset.tab === current.dataset.side ? 'true' : null;
    }
  };
  const see = side => {
    if (!seen.has(side)) {
      seen.add(side);
      tabs.querySelector(`[data-tab="${side}"] .unseen`)?.remove();
      item.dispatchEvent(new CustomEvent('item:seen', { bubbles: true, detail: { side, both: item.bothSeen() } }));
    }
  };
  new IntersectionObserver(entries => {
    isOnScreen = entries.at(-1).isIntersecting;
    check();
  }).observe(pair);
  // A phone that is turned shows one where it showed both.
  new ResizeObserver(check).observe(pair);
  pair.addEventListener('scroll', check, { passive: true });
  for (const tab of tabs.querySelectorAll('[data-tab]')) {
    tab.addEventListener('click', () => {
      const response = responses.find(it => it.dataset.side === tab.dataset.tab);
      pair.scrollTo({ left: response.offsetLeft - pair.offsetLeft });
      // Whoever has read far down one response begins at the top of the other.
      if (pair.getBoundingClientRect().top < tabs.getBoundingClientRect().bottom - 1) {
        item.querySelector('.tabs-start').scrollIntoView({ block: 'start' });
      }
    });
  }
}
