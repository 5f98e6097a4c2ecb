// "/" goes to the search box of the page, unless somebody is typing.
document.addEventListener('keydown', event => {
  const box = document.querySelector('[data-search-key]');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !box || event.target.closest('input, textarea, select')) {
    return;
  }
  event.preventDefault();
  box.focus();
  box.select();
});
