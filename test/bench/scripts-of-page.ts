import { gzipSync } from 'node:zlib';

/** One piece of JavaScript a page loaded. */
export interface Script {
  readonly name: string;
  readonly bytes: number;
  readonly gzipped: number;
}

/** The strongest gzip: what a server that compresses once would send. */
const LEVEL = 9;

export const scriptOf = (name: string, body: Uint8Array): Script => ({
  name,
  bytes: body.byteLength,
  gzipped: gzipSync(body, { level: LEVEL }).byteLength,
});

/** Whether an answer carries JavaScript, whatever its address says. */
export const isScript = (contentType: string, resourceType: string): boolean =>
  resourceType === 'script' || /\b(java|ecma)script\b/i.test(contentType);

/** Code that stands in the page itself: it is loaded like the rest. Data blocks (`application/json`) are none. */
export function inlineScripts(html: string): readonly string[] {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi)]
    .filter(([, attributes = '']) => !/\bsrc\s*=/i.test(attributes))
    .filter(([, attributes = '']) => {
      const type = /\btype\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1];
      return type === undefined || type === 'module' || isScript(type, '');
    })
    .map(([, , code = '']) => code)
    .filter((code) => code.trim() !== '');
}
