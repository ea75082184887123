/**
 * Makes a script that Chromium begins sooner, and changes nothing of what it does:
 * - Only ASCII: one character beyond Latin 1 would make the whole script text of two bytes a character, twice as long to read.
 * - The wrappers of CommonJS packages (React) become functions in parentheses, which V8 compiles with the script; an arrow
 *   function is skimmed first and read again a moment later, when it is called.
 * @returns {import('vite').Plugin}
 */
export function quickScript() {
  return {
    name: 'meridian-quick-script',
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) if (part.type === 'chunk') part.code = ascii(eager(part.code));
    },
  };
}

/** How rolldown's helper for a CommonJS module looks, minified. */
const HELPER = /([\w$]+)=\((\w+),(\w+)\)=>\(\)=>\(\3\|\|\(\2\(\(\3=\{exports:\{\}\}\)\.exports,\3,\3\.exports\)/;

/** @param {string} code */
export function eager(code) {
  const helper = HELPER.exec(code)?.[1];
  if (helper === undefined) return code;
  const name = helper.replaceAll('$', '\\$');
  return code.replace(new RegExp(`=${name}\\(\\((?:(\\w+)|\\(([\\w,]*)\\))=>\\{`, 'g'), (_, one, many) => {
    return `=${helper}((function(${one ?? many}){`;
  });
}

/** What is not ASCII stands in texts, where an escape says the same. @param {string} code */
export const ascii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
