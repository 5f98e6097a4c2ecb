// Choose a file, look at its beginning, confirm, upload with progress. XMLHttpRequest, because fetch tells nothing of an upload's progress.
const previewBytes = 256 * 1024;
const form = document.querySelector('[data-import]');
const part = name => form.querySelector(`[data-${name}]`);
const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
let upload = null;
let looked = 0;

const mapping = () => [...form.querySelectorAll('[data-map]')]
  .filter(select => select.value && select.value !== select.dataset.map)
  .map(select => `${select.dataset.map}:${select.value}`)
  .join(',');

const fail = text => {
  part('failure').textContent = text;
  part('failure').hidden = text === '';
};

const look = async map => {
  const file = part('file').files[0];
  const turn = ++looked;
  part('start').disabled = true;
  fail('');
  if (!file) {
    part('preview').replaceChildren();
    return;
  }
  const query = new URLSearchParams({ handler: 'Preview', map, whole: file.size <= previewBytes });
  try {
    const response = await fetch(`?${query}`, {
      method: 'POST',
      headers: { 'X-CSRF-TOKEN': token, 'Content-Type': 'application/octet-stream' },
      body: file.slice(0, previewBytes),
    });
    if (turn !== looked) {
      return;
    }
    if (!response.ok) {
      throw new Error(`The server answered ${response.status}.`);
    }
    const held = document.activeElement?.dataset?.map;
    part('preview').innerHTML = await response.text();
    if (held) {
      form.querySelector(`[data-map="${held}"]`)?.focus();
    }
    part('start').disabled = form.querySelector('[data-ready]')?.dataset.ready !== 'true';
  } catch (error) {
    fail(`The file could not be looked at. Nothing was stored. ${error.message}`);
  }
};

const size = bytes => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

const left = (started, done, total) => {
  const seconds = (performance.now() - started) / 1000 * (total - done) / Math.max(done, 1);
  return seconds > 90 ? `about ${Math.ceil(seconds / 60)} minutes left` : `about ${Math.ceil(seconds)} seconds left`;
};

const working = on => {
  part('progress').hidden = !on;
  part('cancel').hidden = !on;
  part('start').disabled = on;
  part('file').disabled = on;
};

const finish = request => {
  working(false);
  let report = null;
  try {
    report = JSON.parse(request.responseText);
  } catch {
    report = null;
  }
  if ((request.status === 200 || request.status === 422) && report?.id) {
    location.assign(form.dataset.report + report.id);
    return;
  }
  const reasons = report?.errors ? Object.values(report.errors).flat().join(' ') : report?.detail;
  fail(`The import did not happen and nothing was stored. ${reasons ?? `The server answered ${request.status}.`}`);
};

const send = file => {
  const query = new URLSearchParams({ name: file.name, map: mapping(), overlap: part('overlap').value });
  const bar = part('progress').querySelector('progress');
  const started = performance.now();
  const request = upload = new XMLHttpRequest();
  request.open('POST', `${form.dataset.action}?${query}`);
  request.setRequestHeader('X-CSRF-TOKEN', token);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.upload.onprogress = event => {
    bar.value = event.loaded / file.size;
    part('status').textContent = `${size(event.loaded)} of ${size(file.size)}, ${left(started, event.loaded, file.size)}`;
  };
  request.upload.onload = () => {
    bar.removeAttribute('value');
    part('status').textContent = 'All sent; storing the last rows.';
  };
  request.onload = () => finish(request);
  request.onerror = () => {
    working(false);
    fail('The connection broke. Nothing was stored; the file can be imported again.');
  };
  request.onabort = () => {
    working(false);
    fail('Cancelled. Nothing was stored.');
  };
  fail('');
  bar.value = 0;
  working(true);
  request.send(file);
};

part('file').addEventListener('change', () => look(''));
part('preview').addEventListener('change', event => event.target.matches('[data-map]') && look(mapping()));
part('cancel').addEventListener('click', () => upload?.abort());
form.addEventListener('submit', event => {
  event.preventDefault();
  const file = part('file').files[0];
  if (file) {
    send(file);
  }
});
if (part('file').files.length > 0) {
  look('');
}
