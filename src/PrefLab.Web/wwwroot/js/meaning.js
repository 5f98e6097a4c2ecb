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
    }
    meaning.removeAttribute('aria-busy');
  } catch (error) {
    if (error.name !== 'AbortError') {
      meaning.removeAttribute('aria-busy'); // the button stays
    }
  }
};

form.addEventListener('input', event => {
  if (names.includes(event.target.name?.replace('Input.', ''))) {
    clearTimeout(timer);
    timer = setTimeout(compute, quiet);
  }
});
