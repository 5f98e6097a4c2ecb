// What the quality test means follows what is entered; without this a button asks for it.
const form = document.getElementById('settings');
const meaning = document.getElementById('meaning');
const button = document.querySelector('[data-meaning-button]');
const names = ['Rule', 'GoldPercent', 'Overlap', 'TiesAllowed', 'MinGolds', 'MinAccuracyPercent', 'AcceptedPercent', 'NoticedPercent', 'PeersAccuracyPercent', 'MostTiesPercent', 'AlphaPercent'];
const quiet = 400;
let timer = 0;
let asked = null;

const compute = async () => {
  asked?.abort();
  asked = new AbortController();
  meaning.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(button.formAction, {
      method: 'POST', body: new FormData(form), signal: asked.signal, headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (response.ok) {
      meaning.innerHTML = await response.text();
      meaning.removeAttribute('aria-busy');
    }
  } catch {
    // overtaken by a newer one, or not answered: the numbers stay marked, and the button asks again
  }
};

form.addEventListener('input', event => {
  if (names.includes(event.target.name?.replace('Input.', ''))) {
    meaning.setAttribute('aria-busy', 'true'); // what it shows is of other numbers
    clearTimeout(timer);
    timer = setTimeout(compute, quiet);
  }
});
