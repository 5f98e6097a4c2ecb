// Formulas, drawn node by node; one that TeX does not understand stays as it was written.
const options = { trust: false, strict: 'ignore', throwOnError: true, maxExpand: 200, maxSize: 20 };
const maxFormulas = 500;
const slice = 12;
const vendor = new URL('../../vendor/katex/', import.meta.url);
let ready;

export async function draw(formulas) {
  const katex = await (ready ??= load());
  let until = performance.now() + slice;
  for (const formula of formulas.slice(0, maxFormulas)) {
    drawOne(katex, formula);
    if (performance.now() > until) {
      await new Promise(resolve => setTimeout(resolve));
      until = performance.now() + slice;
    }
  }
}

async function load() {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('katex.min.css', vendor) });
  const styled = new Promise(resolve => { sheet.onload = sheet.onerror = resolve; });
  document.head.append(sheet);
  await Promise.all([styled, import(new URL('katex.min.js', vendor))]);
  return globalThis.katex;
}

function drawOne(katex, formula) {
  const source = formula.textContent.trim();
  const mark = source.startsWith('$') && !source.startsWith('$$') ? 1 : 2;
  try {
    const tree = katex.__renderToDomTree(source.slice(mark, -mark), { ...options, displayMode: formula.classList.contains('display') });
    takeStyles(tree);
    const node = tree.toNode();
    for (const styled of node.querySelectorAll('[data-styled]')) {
      styled.style.cssText = styled.dataset.styled;
      styled.removeAttribute('data-styled');
    }
    formula.replaceChildren(node);
    formula.classList.add('drawn');
  } catch {
    formula.classList.add('undrawn');
  }
}

// A style attribute is refused by the content security policy; the same style set by a script is not.
function takeStyles(node) {
  if (node.attributes?.style) {
    node.attributes['data-styled'] = node.attributes.style;
    delete node.attributes.style;
  }
  node.children?.forEach(takeStyles);
}
