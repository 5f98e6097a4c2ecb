// Requests, and what happens when the session ends while somebody is working: everything waits until the same person is back.
import { text } from './texts.js';

const form = document.getElementById('answer');
const dialog = document.getElementById('signed-out');
const patience = 20_000;
const listeners = [];
let antiforgery = form.elements.__RequestVerificationToken?.value;
let ended = false;

export const person = form.dataset.person;
export const project = form.dataset.project;
export const api = `/api/v1/projects/${project}/assignments`;

/** Whether requests make sense now: nobody else is signed in, and nobody signed out. */
export const isOpen = () => !ended;

/** Calls back when the same person is signed in again. */
export const whenBack = listener => listeners.push(listener);

/**
 * Sends a request; never throws.
 * @returns {Promise<{status: number, body: string, retryAfter: number}>} Status 0 when the server was not reached.
 */
export async function send(method, address, content, keepalive = false) {
  const first = await request(method, address, content, keepalive);
  if (first.status === 401) {
    end('signed-out');
    return first;
  }
  // Somebody signed in again in another tab: the token of this page is no longer the right one.
  if (first.status === 400 && !first.body.includes('"errors"')) {
    const old = antiforgery;
    await ask();
    if (!ended && antiforgery !== old) {
      return request(method, address, content, keepalive);
    }
    return ended ? { ...first, status: 401 } : first;
  }
  return first;
}

async function request(method, address, content, keepalive) {
  const headers = { 'X-Requested-With': 'XMLHttpRequest', 'X-CSRF-TOKEN': antiforgery };
  const isForm = content instanceof URLSearchParams;
  if (content !== undefined && !isForm) {
    headers['Content-Type'] = 'application/json';
  }
  // Not AbortSignal.timeout: the browser keeps each of those until its time is over, however soon the answer came.
  const patienceEnded = new AbortController();
  const timer = setTimeout(() => patienceEnded.abort(), patience);
  try {
    const response = await fetch(address, {
      method, headers, keepalive, redirect: 'error', cache: 'no-store',
      body: content === undefined || isForm ? content : JSON.stringify(content),
      signal: keepalive ? undefined : patienceEnded.signal,
    });
    return { status: response.status, body: await response.text(), retryAfter: Number(response.headers.get('Retry-After')) || 0 };
  } catch {
    return { status: 0, body: '', retryAfter: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** Asks who is signed in, and goes on when it is who began here. */
export async function ask() {
  const answer = await request('GET', '/account/session');
  if (answer.status === 401) {
    end('signed-out');
  } else if (answer.status === 200) {
    const now = JSON.parse(answer.body);
    if (now.person !== person) {
      end('other-person');
      return;
    }
    antiforgery = now.antiforgery;
    if (ended) {
      ended = false;
      dialog.close();
      listeners.forEach(listener => listener());
    }
  }
}

function end(why) {
  ended = true;
  dialog.querySelector('h2').textContent = text(why);
  dialog.querySelector('p').textContent = text(`${why}-more`);
  if (!dialog.open) {
    dialog.showModal();
  }
}

const askIfEnded = () => {
  if (ended && !document.hidden) {
    ask();
  }
};
addEventListener('focus', askIfEnded);
document.addEventListener('visibilitychange', askIfEnded);
// Only signing in ends it.
dialog.addEventListener('cancel', event => event.preventDefault());
