// Within one comparison: the prompt folds, sources are copied, columns scroll together, differences show, and on a phone the responses
// stand on tabs. Buttons are clicked by people or, for a key, by the page. Without this both responses and the whole prompt are there.
import { enhance } from './content/content.js';
import { showDifferences } from './item/differences.js';
import { follow } from './item/scrolling.js';
import { watchSeen } from './item/seen.js';

const shortPrompt = 500;
const known = new WeakSet();

/** Texts that an item says, from its template. */
export const text = (item, name) => item.querySelector('.item-texts').content.querySelector(`[data-text="${name}"]`).textContent;

export function say(item, what) {
  const note = item.querySelector('.item-note');
  note.textContent = what;
  note.hidden = !what;
}

function setUp(item) {
  if (known.has(item)) {
    return;
  }
  known.add(item);
  enhance(item);
  watchSeen(item);
  follow(item);
  for (const button of item.querySelectorAll('[data-copy-source]')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', () => copy(item, button));
  }
  const differences = item.querySelector('[data-toggle-differences]');
  if (differences) {
    differences.hidden = false;
    differences.addEventListener('click', () => showDifferences(item, differences, () => say(item, ''), () => say(item, text(item, 'no-differences'))));
  }
  foldPrompt(item);
}

// A conversation folds its earlier turns; a single prompt folds to a few lines that scroll.
function foldPrompt(item) {
  const button = item.querySelector('[data-toggle-prompt]');
  const prompt = item.querySelector('.prompt');
  const earlier = item.querySelector('.earlier');
  const isOpen = () => earlier ? earlier.open : !prompt.classList.contains('folded');
  const tell = () => button.setAttribute('aria-expanded', isOpen());
  // The summary of earlier turns says the same by itself; the key still clicks this.
  button.hidden = earlier !== null || prompt.textContent.length < shortPrompt;
  button.addEventListener('click', () => {
    if (earlier) {
      earlier.open = !earlier.open;
    } else {
      prompt.classList.toggle('folded');
    }
    tell();
  });
  earlier?.addEventListener('toggle', tell);
  tell();
}

async function copy(item, button) {
  const side = button.dataset.copySource;
  const { token, texts } = item.dataset;
  const shown = button.textContent;
  let said = 'copied';
  try {
    const answer = await fetch(`${texts}?handler=Source&token=${token}&side=${side}`).catch(() => null);
    const source = answer?.ok ? await answer.text() : item.querySelector(`.resp[data-side="${side}"] .content`).innerText;
    await navigator.clipboard.writeText(source);
    said = answer?.ok ? 'copied' : 'copied-shown';
  } catch {
    said = 'not-copied';
  }
  button.textContent = text(item, said);
  setTimeout(() => { button.textContent = shown; }, 1500);
}

const all = () => document.querySelectorAll('.item').forEach(setUp);
new MutationObserver(all).observe(document.getElementById('main') ?? document.body, { childList: true, subtree: true });
all();
