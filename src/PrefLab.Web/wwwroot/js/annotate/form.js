// The one answer form: what is chosen in it, and how it is emptied and filled for a comparison.
const form = document.getElementById('answer');
const levels = [...form.querySelectorAll('.scale button')];
const details = form.querySelector('details.comment');
const field = name => form.elements[`Input.${name}`];

/** Whether there is something on the screen to answer. */
export const canAnswer = () => !form.closest('footer').hidden;

export const asksDimensions = form.querySelector('.dim') !== null;

/** @returns {{answer: ?number, dimensions: object, bothBad: boolean, flagged: boolean, comment: string}} */
export function read() {
  const dimensions = {};
  for (const input of form.querySelectorAll('.dim input:checked')) {
    dimensions[nameOf(input)] = Number(input.value);
  }
  const chosen = levels.find(button => button.getAttribute('aria-pressed') === 'true');
  return {
    answer: chosen ? Number(chosen.value) : null,
    dimensions,
    bothBad: field('BothBad').checked,
    flagged: field('Flagged').checked,
    comment: field('Comment').value,
  };
}

/** Without values it is empty: nothing is chosen beforehand. */
export function fill(values = {}) {
  choose(values.answer ?? null);
  for (const input of form.querySelectorAll('.dim input')) {
    input.checked = values.dimensions?.[nameOf(input)] === Number(input.value);
  }
  field('BothBad').checked = values.bothBad ?? false;
  field('Flagged').checked = values.flagged ?? false;
  field('Comment').value = values.comment ?? '';
  details.open = Boolean(values.comment);
}

export function choose(level) {
  for (const button of levels) {
    button.setAttribute('aria-pressed', String(Number(button.value) === level));
  }
}

export const isEmpty = values =>
  !values.answer && !values.bothBad && !values.flagged && !values.comment && Object.keys(values.dimensions ?? {}).length === 0;

export const levelButton = level => levels.find(button => Number(button.value) === level);

export const levelText = level => levelButton(level)?.querySelector('span').textContent ?? '';

export function openComment() {
  details.open = true;
  field('Comment').focus();
}

const nameOf = input => decodeURIComponent(input.name.slice('Input.Dimensions['.length, -1));
