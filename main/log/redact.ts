/**
 * Takes out of a text what must never leave the process by way of a log, a report or a clipboard: keys, tokens, signatures and
 * private keys whole; account ids, access key ids, mail addresses and names of home folders but for what tells two apart.
 * What stays: time stamps, versions, request ids, ordinary words. Doing it twice changes nothing.
 */
export function redact(text: string): string {
  return RULES.reduce((left, [pattern, by]) => left.replace(pattern, by as string), text);
}

const SECRET = '[secret]';

/** Quotes as they come in JSON, in JSON inside JSON, in addresses and in HTML. */
const QUOTE = `(?:\\\\*["'\`]|%22|&quot;)`;
/** One character of a value: not a quote, a space or what ends a parameter. */
const CHARACTER = `(?:[^\\s"'\`&,;<>(){}\\[\\]\\\\%]|%(?!22|26|3[Bb]|2[Cc])[0-9A-Fa-f]{2}|\\\\/)`;
/** Names whose value is a secret, whatever stands around the word (aws_secret_access_key, X-Amz-Security-Token, refreshToken). */
const NAME = `(?:secret|token|passw(?:or)?d|passphrase|authorization|signature|api[_-]?key|private[_-]?key|x-amz-credential)[\\w-]{0,24}`;

type Rule = readonly [pattern: RegExp, by: string | ((match: string, ...groups: string[]) => string)];

const RULES: readonly Rule[] = [
  // Whole, or as far as the text goes; also escaped, encoded, or on one line.
  [
    /-----BEGIN(?:[ +]|%20)(?:[A-Z0-9]+(?:[ +]|%20)){0,4}PRIVATE(?:[ +]|%20)KEY-----[\s\S]*?(?:-----END[ +%A-Z0-9]*-----|$)/g,
    '[private key]',
  ],
  // Signature Version 4: the header names the key and carries the signature.
  [/(AWS4-[A-Z0-9-]+)[\s,]+(?:Credential|SignedHeaders|Signature)=[^\n"'\\]*/g, `$1 ${SECRET}`],
  [/\b((?:set-)?cookie2?)((?:\\*["'])?\s*[:=]\s*)(?:\\*["'])?[^\r\n"'\\]+/gi, `$1$2${SECRET}`],
  [/\b(bearer|basic|negotiate)(\s+|%20)[A-Za-z0-9._~+/=%-]{8,}/gi, `$1$2${SECRET}`],
  // User and password in an address.
  [/([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'<>]{0,128}:[^\s/@"'<>]{0,512}@/gi, `$1${SECRET}@`],
  // A quoted value, spaces included; an unquoted one behind a sign of equality; the text of an element.
  [
    new RegExp(`(${NAME}${QUOTE}?\\s*(?:[:=]|=>|%3[AaDd])\\s*)(${QUOTE})(?!\\[)(?:(?!${QUOTE})[^\\n])+`, 'gi'),
    `$1$2${SECRET}`,
  ],
  [new RegExp(`(${NAME}${QUOTE}?\\s?(?:=|%3[Dd]|>)\\s?)(?!\\[)${CHARACTER}+`, 'gi'), `$1${SECRET}`],
  // Behind a colon only what no sentence has there ("ExpiredToken: The token ..." stays).
  [
    new RegExp(
      `(${NAME}${QUOTE}?\\s*(?::|%3[Aa])\\s*)(?!\\[)(?=${CHARACTER}*\\d|${CHARACTER}{20})${CHARACTER}{4,}`,
      'gi',
    ),
    `$1${SECRET}`,
  ],
  // Tokens that say what they are: JSON Web Tokens, and those of a few widespread services.
  [/eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}/g, SECRET],
  [/\b(?:gh[pousr]_|github_pat_|xox[abeprs]-|glpat-|sk-)[A-Za-z0-9_-]{16,}/g, SECRET],
  // Ids of keys (not secret, but they name an account); a line may have been wrapped in one.
  [/((?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ANVA|APKA|ABIA|ACCA|AIPA|ASCA)(?:(?:\r?\n|\\r|\\n)*[A-Z0-9]){12,124})/g, keyId],
  // Whatever looks drawn by lot: a secret access key alone, a session token, the token of browser mode.
  [/(?:[A-Za-z0-9+/_-]|%2[BFbf]|\\\/){32,}(?:=|%3[Dd]){0,2}/g, (run) => (looksRandom(run) ? SECRET : run)],
  // An account id is twelve digits and no more. Request ids may end in twelve; a fraction may have as many.
  [
    /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d\.\d+|(?:(?<=%[0-9A-F]{2}|\\u[0-9A-F]{4}|\\x[0-9A-F]{2})|(?<!\d))\d{12}(?!\d)|(?<![\d-])\d{4}-\d{4}-\d{4}(?![\d-])/gi,
    (found) => (/^\d{12}$|^\d{4}-\d{4}-\d{4}$/.test(found) ? `[account ..${found.slice(-4)}]` : found),
  ],
  [/[A-Za-z0-9._+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}/g, '[e-mail]'],
  [/((?:\/|%2F)(?:home|Users)(?:\/|%2F)|[A-Za-z]:(?:\\+|\/)Users(?:\\+|\/))(?!\[)[^/\\\s"'`:%<>]+/gi, '$1[user]'],
];

function keyId(id: string): string {
  return `${id.slice(0, 4)}[..${id.slice(-4)}]`;
}

/** So many characters that are no words make a run a drawn one; a hash in a file name has eight. */
const LEAST_DRAWN = 16;

/** Whether a run of base64 characters was drawn by lot. Names and paths of words, and digests in lower-case hex, were not. */
function looksRandom(run: string): boolean {
  const text = run
    .replace(/%2B/gi, '+')
    .replace(/%2F|\\\//gi, '/')
    .replace(/(?:=|%3D)+$/i, '');
  if (text.length < 32 || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  // Short parts are those of dates and of temporary names.
  const drawn = text.split(/[/_+-]/).filter((part) => part.length >= 6 && !isWords(part));
  return drawn.reduce((sum, part) => sum + part.length, 0) >= LEAST_DRAWN;
}

/** A part of a path or a name: words, each perhaps with a large first letter, and a number behind them. */
function isWords(part: string): boolean {
  const letters = /^([A-Za-z]*)\d{0,8}$/.exec(part)?.[1];
  if (letters === undefined) return false;
  // Words have four letters and more in the mean; of letters drawn by lot every second or third begins one.
  const words = letters.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return letters.length < 8 || letters.length / words.length >= 4;
}
