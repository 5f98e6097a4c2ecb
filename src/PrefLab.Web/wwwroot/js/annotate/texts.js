// The texts of the page stand in its HTML; this finds them and fills in what is counted.
const source = document.getElementById('texts').content;

export function text(name, values = {}) {
  const found = source.querySelector(`[data-text="${name}"]`)?.textContent ?? '';
  return found.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export const has = name => source.querySelector(`[data-text="${name}"]`) !== null;

const message = document.getElementById('message');

/** Says something under the bar until something else happens. */
export function say(words) {
  message.textContent = words;
  message.hidden = words === '';
}
