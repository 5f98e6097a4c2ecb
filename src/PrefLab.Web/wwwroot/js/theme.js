// Loaded in the head and not deferred, so that the page is painted in its theme from the start.
(() => {
  const key = 'preflab-theme';
  const choices = ['auto', 'light', 'dark'];
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const root = document.documentElement;

  const chosen = () => {
    try {
      const stored = localStorage.getItem(key);
      return choices.includes(stored) ? stored : 'auto';
    } catch {
      return 'auto'; // storage is switched off: follow the system
    }
  };

  const apply = choice => {
    root.dataset.themeChoice = choice;
    root.dataset.bsTheme = choice === 'auto' ? (dark.matches ? 'dark' : 'light') : choice;
  };

  const describe = button => {
    const words = button.dataset[root.dataset.themeChoice];
    if (button.querySelector('svg')) {
      button.title = words;
      button.setAttribute('aria-label', words);
    } else {
      button.textContent = words;
    }
  };

  apply(chosen());
  dark.addEventListener('change', () => apply(root.dataset.themeChoice));
  addEventListener('storage', event => {
    if (event.key === key) {
      apply(chosen());
    }
  });

  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('[data-theme-switch]')) {
      button.hidden = false;
      describe(button);
      button.addEventListener('click', () => {
        const choice = choices[(choices.indexOf(root.dataset.themeChoice) + 1) % choices.length];
        try {
          localStorage.setItem(key, choice);
        } catch {
          // it still holds for this page
        }
        apply(choice);
        describe(button);
      });
    }
  });
})();
