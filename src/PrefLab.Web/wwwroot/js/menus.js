// Menus are <details>: they work without this. Here they also close on Escape and on a click elsewhere.
const open = () => document.querySelectorAll('details.menu[open]');

document.addEventListener('click', event => {
  for (const menu of open()) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') {
    return;
  }
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

// On a narrow screen a project's tabs scroll: the current one is brought into view.
const tabs = document.querySelector('.sub');
const current = tabs?.querySelector('[aria-current]');
if (current) {
  tabs.scrollLeft = current.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - current.offsetWidth) / 2;
}
