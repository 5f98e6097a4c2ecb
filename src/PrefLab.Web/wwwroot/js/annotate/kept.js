// What the browser keeps: one entry of localStorage a thing, so that two tabs never overwrite each other's. Where storage is
// switched off or full it is kept in memory, and `isSafe` says that it will not outlive the page.
const memory = new Map();

export function keep(key, value) {
  const json = JSON.stringify(value);
  try {
    localStorage.setItem(key, json);
    memory.delete(key);
  } catch {
    memory.set(key, json);
  }
}

export function recall(key) {
  const json = memory.get(key) ?? stored(key);
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}

export function forget(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept there
  }
}

/** The keys that begin so, in order. */
export function keysOf(prefix) {
  const keys = new Set(memory.keys());
  try {
    for (let i = 0; i < localStorage.length; i++) {
      keys.add(localStorage.key(i));
    }
  } catch {
    // memory is all there is
  }
  return [...keys].filter(key => key.startsWith(prefix)).sort();
}

export const isSafe = prefix => ![...memory.keys()].some(key => key.startsWith(prefix));

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
