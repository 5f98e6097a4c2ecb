// While annotators are scored anew the card shows how far that is, every two seconds as long as the page is in sight. Without scripts a reload does.
const period = 2000;
const said = document.getElementById('rescoring-said');
const running = () => document.querySelector('[data-refresh^="/"]');
let timer;

function later() {
  clearTimeout(timer);
  if (running() && !document.hidden) {
    timer = setTimeout(refresh, period);
  }
}

async function refresh() {
  const card = running();
  const response = await fetch(card.dataset.refresh, { headers: { 'X-Requested-With': 'XMLHttpRequest' } }).catch(() => null);
  if (response?.ok) {
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('rescoring');
    const focused = card.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    card.replaceWith(fresh);
    if (focused) {
      fresh.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
    }
    said.textContent = running() ? '' : fresh.dataset.done;
  } else if (response && response.status < 500) {
    return;
  }
  later();
}

document.addEventListener('visibilitychange', later);
later();
