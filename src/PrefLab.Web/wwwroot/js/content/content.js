// Code in colours and formulas drawn, wherever untrusted text is shown. What does it is fetched when the first text needs it.
import { highlight } from './code.js';

const done = new WeakSet();

/** @param root Element that holds texts; those that were done already are left alone. */
export async function enhance(root) {
  const texts = [...root.querySelectorAll('.content, .guidelines-text')].filter(text => !done.has(text));
  texts.forEach(text => done.add(text));
  const formulas = texts.flatMap(text => [...text.querySelectorAll('.math')]);
  highlight(texts.flatMap(text => [...text.querySelectorAll('pre > code[class^=language-]')]));
  if (formulas.length > 0) {
    const { draw } = await import('./math.js');
    await draw(formulas);
  }
}

enhance(document);
