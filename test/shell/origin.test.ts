import { describe, expect, it } from 'vitest';
import { windowOrigin } from '../../main/shell/origin';

describe('the origin of the window', () => {
  const built = windowOrigin(null, false);

  it('is its own scheme', () => {
    expect(built.url).toBe('meridian-app://app/');
    expect(built.isOurs('meridian-app://app/index.html#live')).toBe(true);
    expect(built.mayLoad('meridian-app://app/assets/index.js')).toBe(true);
    expect(built.mayLoad('data:image/png;base64,AA')).toBe(true);
  });

  it.each([
    'https://example.com/',
    'http://localhost:5173/',
    'http://127.0.0.1/',
    'ws://127.0.0.1:5173/',
    'file:///etc/passwd',
    'meridian-app://other/index.html',
    'meridian-app://app.evil/',
    'meridian-app://user@app/',
    'meridian-app:app/',
    'devtools://devtools/bundled/x.js',
    'chrome-extension://abc/x.js',
    'blob:https://example.com/1',
    'javascript:alert(1)',
    'about:blank',
    'view-source:meridian-app://app/',
    '',
    'no address',
  ])('is not %s', (url) => {
    expect(built.isOurs(url)).toBe(false);
    expect(built.mayLoad(url)).toBe(false);
  });

  it('a picture out of data is no page of ours', () => {
    expect(built.isOurs('data:text/html,<script>1</script>')).toBe(false);
  });

  it('allows DevTools their own files where they are on', () => {
    expect(windowOrigin(null, true).mayLoad('devtools://devtools/bundled/devtools_app.html')).toBe(true);
    expect(windowOrigin(null, true).isOurs('devtools://devtools/bundled/devtools_app.html')).toBe(false);
  });

  it('in development is the dev server with its socket, and no longer the built files', () => {
    const dev = windowOrigin('http://localhost:5173/', true);
    expect(dev.url).toBe('http://localhost:5173/');
    expect(dev.dev).toEqual({ origin: 'http://localhost:5173', socket: 'ws://localhost:5173' });
    expect(dev.isOurs('http://localhost:5173/#x')).toBe(true);
    expect(dev.mayLoad('ws://localhost:5173/?token=1')).toBe(true);
    expect(dev.mayLoad('http://localhost:5174/')).toBe(false);
    expect(dev.isOurs('ws://localhost:5173/')).toBe(false);
    expect(dev.isOurs('meridian-app://app/')).toBe(false);
  });

  it.each([
    'http://example.com:5173/',
    'https://localhost:5173/',
    'http://127.0.0.1.example.com/',
    'http://0.0.0.0:1/',
  ])('refuses a dev server at %s', (url) => {
    expect(() => windowOrigin(url, true)).toThrow('loopback');
  });
});
