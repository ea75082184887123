import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { inlineScripts, isScript, scriptOf } from './scripts-of-page';

test('a script is told by what it is, not by its name', () => {
  expect(isScript('text/javascript; charset=utf-8', 'other')).toBe(true);
  expect(isScript('application/javascript', 'fetch')).toBe(true);
  expect(isScript('', 'script')).toBe(true);
  expect(isScript('application/json', 'fetch')).toBe(false);
  expect(isScript('text/css', 'stylesheet')).toBe(false);
});

test('each is compressed on its own, at the strongest level', () => {
  const code = Buffer.from('const answer = 42;\n'.repeat(500));
  const script = scriptOf('/a.js', code);
  expect(script).toEqual({ name: '/a.js', bytes: code.length, gzipped: gzipSync(code, { level: 9 }).length });
  expect(gunzipSync(gzipSync(code, { level: 9 })).equals(code)).toBe(true);
  expect(script.gzipped).toBeLessThan(code.length / 10);
});

test('code in the page counts; scripts with an address and data do not stand in it', () => {
  const html = `<!doctype html><script type="module" crossorigin src="./a.js"></script>
    <script>start()</script><SCRIPT type='module'>
    more()</SCRIPT ><script type="application/json">{"a":1}</script><script> </script>`;
  expect(inlineScripts(html).map((code) => code.trim())).toEqual(['start()', 'more()']);
});
