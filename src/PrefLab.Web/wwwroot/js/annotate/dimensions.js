// Dimensions by arrow keys: left and right rate, up and down go to another dimension. Nothing is rated before.
const fields = [...document.querySelectorAll('#answer .dim')];

export function focusFirst() {
  const inputs = fields[0]?.querySelectorAll('input');
  (fields[0]?.querySelector(':checked') ?? inputs?.[1])?.focus();
}

/** @returns {boolean} Whether the key was for a dimension. */
export function arrow(event) {
  const at = fields.indexOf(event.target.closest?.('.dim'));
  if (at < 0) {
    return false;
  }
  const inputs = [...fields[at].querySelectorAll('input')];
  const chosen = inputs.findIndex(input => input.checked);
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const next = fields[at + (event.key === 'ArrowDown' ? 1 : -1)];
    (next?.querySelector(':checked') ?? next?.querySelectorAll('input')[1])?.focus();
  } else {
    // As they are seen: from right to left the second stands at the left.
    const isForward = (event.key === 'ArrowRight') === (getComputedStyle(fields[at]).direction === 'ltr');
    const step = isForward ? 1 : -1;
    const input = inputs[Math.min(2, Math.max(0, (chosen < 0 ? 1 : chosen) + step))];
    input.focus();
    input.click();
  }
  return true;
}
