import type { Html } from './html';

/** What every page says itself to whatever opens it: it loads nothing, runs nothing and sends nothing. */
export const PAPER_POLICY: Html = {
  html: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
};
