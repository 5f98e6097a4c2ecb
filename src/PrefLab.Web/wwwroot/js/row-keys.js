// j and k go from row to row of the page's table, the arrows as well once a row is reached; Enter opens it, as any link.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest('input, textarea, select')) {
    return;
  }
  const rows = [...document.querySelectorAll('[data-row]')];
  const at = rows.indexOf(document.activeElement);
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || rows.length === 0 || (at < 0 && event.key.startsWith('Arrow'))) {
    return;
  }
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
});
