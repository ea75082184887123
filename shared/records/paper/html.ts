import { plainText } from '../../lib/plain-text';

/** Markup made here, told apart from texts of people: only texts are escaped, and nothing else comes into a page. */
export interface Html {
  readonly html: string;
}

const NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text as it may stand in a page: nothing in it is markup, an attribute's end, or a mark nobody sees. */
const escapeHtml = (text: string): string => plainText(text).replace(/[&<>"']/g, (one) => NAMES[one] ?? '');

type Part = string | number | Html | readonly Html[];

/** html`<b>${text}</b>` : what stands between is escaped unless it was made by this function. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  let done = parts[0] ?? '';
  values.forEach((value, index) => {
    done += written(value) + (parts[index + 1] ?? '');
  });
  return { html: done };
}

function written(value: Part): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if ('html' in value) return value.html;
  return value.map((one) => one.html).join('');
}

export const NOTHING: Html = { html: '' };
