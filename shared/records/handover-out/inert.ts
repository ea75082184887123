import { markdownLine } from '../portable/inert-markdown';

/**
 * A text of people as one line of Markdown that says just that: `markdownLine`, and nothing in it becomes a link by itself, calls a
 * person, or looks like HTML or a link to a reader that is stricter than Markdown.
 */
export function inertLine(text: string, longest?: number): string {
  return markdownLine(text, longest)
    .replace(/\\<(?=[A-Za-z/!?])/g, '&lt;')
    .replace(/(?<=\\\])(?=[(:])/g, '\\')
    .replace(/@(?=[\p{L}\p{N}_])/gu, '@ ')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/\b(mailto|xmpp):/gi, '$1\\:');
}
