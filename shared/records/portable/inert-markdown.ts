import { plainText } from '../../lib/plain-text';

/** Where a link may go that nothing has to be afraid of: the web, mail, a place in the same folder. */
const SAFE_TARGET = /^(?:https?:\/\/|mailto:|[#./]|[\p{L}\p{N}_-]+(?:[./#?]|$)|$)/iu;
/** HTML, comments and declarations; an address in angle brackets only of the web. */
const TAG = /<(?!https?:\/\/[^\s<>]*>)[A-Za-z/!?]/;
/** What stands in `[text](target)`, and behind the label of a definition. */
const TARGET = /\](?:\(|:)[ \t\n]*<?([^\s)>]*)/g;

/**
 * Whether Markdown may stand in a file as it is: no viewer runs anything of it, loads anything for it, or is steered by it. In doubt it
 * may not: then it is quoted.
 */
export function isInertMarkdown(text: string): boolean {
  if (text.includes('\r') || plainText(text) !== text || TAG.test(text) || text.includes('![')) return false;
  for (const [, target = ''] of text.matchAll(TARGET)) if (!SAFE_TARGET.test(target)) return false;
  return true;
}

/** A text of people as one line of Markdown that says just that. */
export function markdownLine(text: string, longest = 500): string {
  const cut = text.length > longest ? `${text.slice(0, longest)} ...` : text;
  return plainText(cut)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replace(/^(?:[-+#=]|\d+(?=[.)]))/, (lead) => (/^\d/.test(lead) ? lead : `\\${lead}`))
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
