// Seconds that the page was visible and used for one comparison; after two minutes without a sign of use it stops.
const shown = document.getElementById('active-time');
const idleAfter = 120_000;
let total = 0;
let last = performance.now();
let used = last;

export function start(seconds = 0) {
  total = seconds * 1000;
  last = used = performance.now();
  paint();
}

export function seconds() {
  tick();
  return Math.round(total / 100) / 10;
}

export const wasUsed = () => performance.now() - used < idleAfter;

function tick() {
  const now = performance.now();
  if (!document.hidden && now - used < idleAfter) {
    total += now - last;
  }
  last = now;
}

function paint() {
  const whole = Math.floor(total / 1000);
  shown.textContent = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

for (const kind of ['pointermove', 'pointerdown', 'keydown', 'scroll', 'wheel', 'touchstart']) {
  document.addEventListener(kind, () => {
    tick();
    used = performance.now();
  }, { passive: true, capture: true });
}
document.addEventListener('visibilitychange', tick);
setInterval(() => {
  tick();
  paint();
}, 1000);
