// Both columns scroll together, by proportion: their lengths differ. What is chosen holds for the comparisons after it.
let isOn = false;

export function follow(item) {
  const button = item.querySelector('[data-toggle-scroll]');
  const columns = () => [...item.querySelectorAll('.resp > .content:not([hidden])')];
  button.hidden = false;
  button.setAttribute('aria-pressed', isOn);
  button.addEventListener('click', () => {
    isOn = !isOn;
    document.querySelectorAll('[data-toggle-scroll]').forEach(it => it.setAttribute('aria-pressed', isOn));
  });
  let led;
  item.addEventListener('scroll', event => {
    const both = columns();
    if (!isOn || !both.includes(event.target)) {
      return;
    }
    // The answer to our own scrolling is no leading.
    if (led === event.target) {
      led = null;
      return;
    }
    const other = both.find(it => it !== event.target);
    const share = event.target.scrollTop / Math.max(1, event.target.scrollHeight - event.target.clientHeight);
    const top = Math.round(share * (other.scrollHeight - other.clientHeight));
    if (Math.abs(other.scrollTop - top) > 1) {
      led = other;
      other.scrollTop = top;
    }
  }, { capture: true, passive: true });
}
