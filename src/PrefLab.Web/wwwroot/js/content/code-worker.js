import hljs from '../../vendor/highlight/highlight.min.js';

addEventListener('message', ({ data: { number, code, language } }) => {
  const html = hljs.getLanguage(language) ? hljs.highlight(code, { language, ignoreIllegals: true }).value : null;
  postMessage({ number, html });
});
