// Colours for code, found out in a worker: an expression that takes too long on some text is ended with it, and the code stays plain.
const maxLength = 50_000;
const patience = 2_000;
const waiting = new Map();
let worker;
let timer;
let number = 0;

export function highlight(blocks) {
  for (const block of blocks) {
    const code = block.textContent;
    if (code.length <= maxLength && code.trim()) {
      waiting.set(++number, block);
      start().postMessage({ number, code, language: block.className.slice('language-'.length).toLowerCase() });
      timer ??= setTimeout(giveUp, patience);
    }
  }
}

function start() {
  if (!worker) {
    worker = new Worker(new URL('./code-worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => {
      show(waiting.get(data.number), data.html);
      waiting.delete(data.number);
      clearTimeout(timer);
      timer = waiting.size > 0 ? setTimeout(giveUp, patience) : null;
    });
  }
  return worker;
}

function giveUp() {
  worker.terminate();
  worker = null;
  timer = null;
  waiting.clear();
}

/** Takes the colours only when they are nothing but colours on the very same text. */
function show(block, html) {
  if (!html) {
    return;
  }
  const { body } = new DOMParser().parseFromString(`<pre>\n${html}</pre>`, 'text/html');
  const pre = body.firstChild;
  const isPlain = [...pre.querySelectorAll('*')].every(it => it.localName === 'span' && [...it.attributes].every(attribute => attribute.name === 'class'));
  if (isPlain && pre.textContent === block.textContent) {
    block.replaceChildren(...pre.childNodes);
  }
}
