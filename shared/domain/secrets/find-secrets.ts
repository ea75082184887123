import { SECRET_NAMES, type Secret, type SecretKind } from './types';

/** A rule finds candidates; group 1, where it has one, is the secret itself. Patterns are bounded: a page of noise takes no longer than a page. */
interface Rule {
  readonly kind: SecretKind;
  readonly pattern: RegExp;
  /** Whether a candidate is one: it may be an example, a placeholder or a word. */
  readonly holds?: (secret: string, text: string, at: number) => boolean;
}

const KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
/** Beside what is named or beside a key id, not further. */
const NEAR = 300;
const NAMED = 80;

const RULES: readonly Rule[] = [
  {
    kind: 'private-key',
    // Where the end is missing (a paste may have been cut): the lines of the key, not what was written below it.
    pattern:
      /-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:(?:(?!-----BEGIN )[\s\S]){0,65536}?-----END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----|[^\r\n]{0,65536}(?:\r?\n[ \t]{0,8}[A-Za-z-]{1,30}: [^\r\n]{0,200}){0,8}(?:\r?\n(?=\r?\n))?(?:\r?\n[ \t]{0,8}[A-Za-z0-9+/=]{1,200}[ \t]{0,8}(?=\r?\n|$)){0,2000})/g,
  },
  { kind: 'aws-access-key-id', pattern: KEY_ID },
  {
    kind: 'aws-secret-access-key',
    pattern: /(?<![A-Za-z0-9/+_-])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=_-])/g,
    holds: isSecretKey,
  },
  {
    kind: 'aws-session-token',
    pattern:
      /(?:session[ _-]?token|security[ _-]?token)["'`]?[ \t]{0,4}(?:[:=]|=>)?[ \t]{0,4}["'`]?([A-Za-z0-9/+=_%-]{60,8192})/gi,
    holds: looksDrawn,
  },
  // How tokens of STS begin whatever stands before them.
  { kind: 'aws-session-token', pattern: /(?<![A-Za-z0-9/+=])((?:FwoGZXIvYXdz|IQoJb3JpZ2lu)[A-Za-z0-9/+=]{60,8192})/g },
  {
    kind: 'jwt',
    pattern: /(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{8,8192}\.eyJ[A-Za-z0-9_-]{2,8192}\.[A-Za-z0-9_-]{0,8192})/g,
  },
  {
    kind: 'authorization',
    pattern: /\b(?:bearer|basic)[ \t]{1,4}([A-Za-z0-9._~+/-]{16,8192}={0,2})/gi,
    holds: looksDrawn,
  },
  {
    kind: 'github-token',
    pattern: /(?<![A-Za-z0-9_])(gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})(?![A-Za-z0-9_])/g,
  },
  {
    kind: 'gitlab-token',
    pattern: /(?<![A-Za-z0-9_-])(gl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_-]{20,255})/g,
    holds: looksDrawn,
  },
  {
    kind: 'slack-token',
    pattern: /(?<![A-Za-z0-9])(xox[a-z](?:\.xox[a-z])?-[A-Za-z0-9-]{10,255}|xapp-\d-[A-Za-z0-9-]{10,255})/g,
    holds: hasDigit,
  },
  { kind: 'slack-token', pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9/_-]{20,255})/g },
  {
    kind: 'connection-password',
    pattern:
      /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{1,24}:\/\/[^\s:/?#@"'`<>]{0,128}:([^\s/"'`<>]{1,256})@(?=[^\s@])/g,
    holds: isNoPlaceholder,
  },
  {
    kind: 'connection-password',
    pattern: /(?<=[;?&])[ \t]{0,4}(?:password|pwd)[ \t]{0,4}=[ \t]{0,4}([^\s;&"'`]{1,256})/gi,
    holds: (secret, text, at) =>
      isNoPlaceholder(secret) &&
      /(?:jdbc:|:\/\/|(?:server|host|data source|addr(?:ess)?|network address|initial catalog|database|user(?: ?id)?|uid)[ \t]{0,4}=)/i.test(
        text.slice(Math.max(0, at - NEAR), at),
      ),
  },
];

/** Where secrets stand in a text, in their order, apart. Pure and total; in doubt a text is a text. */
export function findSecrets(text: string): readonly Secret[] {
  const found: Secret[] = [];
  for (const { kind, pattern, holds } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      const from = match.index + (match[1] === undefined ? 0 : match[0].lastIndexOf(secret));
      if (holds?.(secret, text, from) !== false) found.push({ kind, from, to: from + secret.length });
    }
  }
  return apart(found);
}

/** Tells a secret from others without being all of it: for "leave this one". */
export const secretKey = (text: string, { kind, from, to }: Secret): string =>
  `${kind} ${text.slice(from, Math.min(to, from + LONGEST_KEY))}`;
const LONGEST_KEY = 300;

/** What overlaps is one, named by what was found first: rules are in the order of how sure they are. */
function apart(found: readonly Secret[]): readonly Secret[] {
  const done: { kind: SecretKind; from: number; to: number }[] = [];
  for (const { kind, from, to } of [...found].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = done.at(-1);
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to);
    else done.push({ kind, from, to });
  }
  return done;
}

/** A text with its secrets taken out; what they were is said. Doing it twice changes nothing. */
export function withoutSecrets(text: string, secrets: readonly Secret[] = findSecrets(text)): string {
  let done = '';
  let at = 0;
  for (const { kind, from, to } of secrets) {
    done += `${text.slice(at, from)}[${SECRET_NAMES[kind]} removed]`;
    at = to;
  }
  return done + text.slice(at);
}

/** Forty characters are a secret key only where a key id stands near or the name before them says so: hashes and paths have forty too. */
function isSecretKey(secret: string, text: string, at: number): boolean {
  if (!looksDrawn(secret) || /^[0-9a-f]+$/i.test(secret)) return false;
  // The last line of a picture or a certificate.
  if (/[A-Za-z0-9+/]{60,}\r?\n$/.test(text.slice(Math.max(0, at - 100), at))) return false;
  if (/secret/i.test(text.slice(Math.max(0, at - NAMED), at))) return true;
  return new RegExp(KEY_ID.source).test(text.slice(Math.max(0, at - NEAR), at + secret.length + NEAR));
}

/** Characters drawn by lot: letters of both sizes and digits, many different ones, no words between signs. */
function looksDrawn(secret: string): boolean {
  if (!/[a-z]/.test(secret) || !/[A-Z]/.test(secret) || !/\d/.test(secret)) return false;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(secret)) return false;
  const distinct = new Set(secret.slice(0, 64)).size;
  return distinct >= Math.min(12, secret.length * 0.4);
}

function hasDigit(secret: string): boolean {
  return /\d/.test(secret);
}

/** `***`, `<password>`, `${DB_PASSWORD}`, `{{password}}`, `$1`, `xxxx`, `...`, and what we wrote in its place. */
function isNoPlaceholder(secret: string): boolean {
  return !/^(?:[*x.\u2022]+|<.*|\$\{?\w*\}?|\$\(\w*\)?|\{+[^}]*\}*|%\w|%[A-Z_]+%|\[.*|password|passwd|pass|secret|redacted|removed)$/i.test(
    secret,
  );
}
