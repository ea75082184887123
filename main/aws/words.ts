import { plainText } from '../../shared/lib/plain-text';

/** Longest reason a failure carries. */
const MOST = 300;

const CONTROL = /[\u0000-\u001f\u007f]+/g;

/** Access key ids, tokens of sign-ins, and long runs that look like secrets: capitals, small letters and digits together. */
const KEY_ID = /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}\b/g;
const TOKEN = /\beyJ[\w-]{4,}(?:\.[\w-]*)*/g;
const RUN = /[A-Za-z0-9+/=]{36,}/g;

const looksSecret = (run: string): boolean => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);

/** A sentence fit for a screen: one line, short, and without anything that could be a key or a token. */
export function cleaned(text: string): string {
  const line = text.replace(/\n\s*Deserialization error: to see the raw response[^]*$/, '').replace(CONTROL, ' ');
  const plain = plainText(line)
    .replace(KEY_ID, '(key)')
    .replace(TOKEN, '(token)')
    .replace(RUN, (run) => (looksSecret(run) ? '(secret)' : run))
    .replace(/ {2,}/g, ' ')
    .trim();
  return plain.length <= MOST ? plain : `${plain.slice(0, MOST - 1)}\u2026`;
}

/** What is known of something that was thrown: everything in it is data of others. */
export interface Thrown {
  readonly name: string;
  readonly code: string | null;
  readonly message: string;
  readonly status: number | null;
  readonly host: string | null;
}

export function thrown(error: unknown): Thrown {
  const fields = typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>) : {};
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  const metadata = fields['$metadata'] as Readonly<Record<string, unknown>> | undefined;
  const status = metadata?.['httpStatusCode'];
  const address = text(fields['address']);
  const port = typeof fields['port'] === 'number' ? `:${fields['port']}` : '';
  return {
    name: text(fields['name']) ?? 'Error',
    // Services put their code into Code, Node into code.
    code: text(fields['Code']) ?? text(fields['code']),
    message: text(fields['message']) ?? (typeof error === 'string' ? error : ''),
    status: typeof status === 'number' ? status : null,
    host: text(fields['hostname']) ?? (address === null ? null : `${address}${port}`),
  };
}
