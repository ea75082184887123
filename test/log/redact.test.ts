import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { redact } from '../../main/log/redact';
import { anyText } from '../builders/any-text';
import { holds } from '../builders/property';

vi.setConfig({ testTimeout: 30_000 });

const chars = (alphabet: string, length: number) =>
  fc
    .array(fc.integer({ min: 0, max: alphabet.length - 1 }), { minLength: length, maxLength: length })
    .map((at) => at.map((index) => alphabet.charAt(index)).join(''));
/** Drawn evenly, as keys are: fast-check's own strings are not, on purpose. */
const drawn = (alphabet: string, length: number) =>
  fc.integer().map((seed) => {
    let state = seed >>> 0;
    let text = '';
    for (let n = 0; n < length; n++) {
      // Mulberry32.
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      text += alphabet.charAt(Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * alphabet.length));
    }
    return text;
  });

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = `${UPPER}${UPPER.toLowerCase()}`;
const DIGITS = '0123456789';
const BASE64 = `${LETTERS}${DIGITS}+/`;
const BASE64URL = `${LETTERS}${DIGITS}-_`;

const accessKeyId = fc
  .tuple(fc.constantFrom('AKIA', 'ASIA'), chars(`${UPPER}234567`, 16))
  .map((parts) => parts.join(''));
const secretKey = drawn(BASE64, 40);
const sessionToken = drawn(BASE64, 356).map((text) => `${text}==`);
const browserToken = drawn(BASE64URL, 43);
const accountId = chars(DIGITS, 12);

/** Text that may stand around a secret and does not run into it. */
const around = fc.oneof(
  fc.string({ maxLength: 20 }).map((text) => text.replace(/[0-9A-Za-z+/_%=\\-]/g, ' ')),
  fc.constantFrom(
    '',
    ' ',
    '"',
    "'",
    '(',
    '[',
    '{"a":"',
    '\n',
    '\\n',
    '\t',
    '=',
    ': ',
    '<b>',
    '%20',
    '%22',
    'arn:aws:iam::',
    ', ',
  ),
);

describe('a secret in any text does not come out', () => {
  const planted = (secret: fc.Arbitrary<string>, write: (text: string) => string = (text) => text) =>
    fc.property(secret, around, around, (value, before, after) => {
      const written = write(value);
      expect(redact(`${before}${written}${after}`)).not.toContain(written);
      expect(redact(`${before}${written}${after}`)).not.toContain(value);
    });

  it.each([
    ['an access key id', accessKeyId],
    ['a secret access key', secretKey],
    ['a session token', sessionToken],
    ['a token of browser mode', browserToken],
    ['an account id', accountId],
  ] as const)('%s: plain, in JSON, in JSON inside JSON, in an address, in an ARN', (_name, secret) => {
    holds(planted(secret), 400);
    holds(
      planted(secret, (text) => JSON.stringify({ value: text }).slice(1, -1)),
      400,
    );
    holds(
      planted(secret, (text) => JSON.stringify(JSON.stringify({ value: text }))),
      400,
    );
    holds(
      planted(secret, (text) => encodeURIComponent(text)),
      400,
    );
    holds(
      planted(secret, (text) => encodeURIComponent(JSON.stringify([text]))),
      400,
    );
    holds(
      planted(secret, (text) => `arn:aws:iam::${text}:role/x`),
      400,
    );
    holds(
      planted(secret, (text) => text.replaceAll('/', '\\/')),
      400,
    );
  });

  it.each([
    ['an access key id', accessKeyId],
    ['a secret access key', secretKey],
  ] as const)('%s beside letters, digits and base64', (_name, secret) => {
    holds(
      fc.property(secret, chars(BASE64, 6), chars(BASE64, 6), (value, before, after) => {
        expect(redact(`x ${before}${value}${after} y`)).not.toContain(value);
      }),
      400,
    );
  });

  it.each([
    'aws_secret_access_key = V',
    'aws_secret_access_key=V',
    'AWS_SESSION_TOKEN=V other',
    '"SecretAccessKey": "V"',
    '{\\"SecretAccessKey\\":\\"V\\",\\"Expiration\\":1}',
    '<SecretAccessKey>V</SecretAccessKey>',
    "secretAccessKey: 'V'",
    'accessToken="V"',
    'refresh_token=V&x=1',
    'https://127.0.0.1:1/?token=V',
    'https://x/?X-Amz-Signature=V&X-Amz-Date=20261125T000000Z',
    'https%3A%2F%2Fx%2F%3FX-Amz-Security-Token%3DV%26a%3D1',
    'password=V',
    'clientSecret=V',
    'x-api-key=V',
    'Set-Cookie: meridian=V; Path=/',
    'cookie: a=b; meridian=V',
    'Authorization: Bearer V',
    'bearer V',
    'https://user:V@host/path',
  ])('%s, whatever the value', (form) => {
    const value = fc.oneof(
      chars(`${LETTERS}${DIGITS}`, 8),
      chars(BASE64URL, 20),
      secretKey.map((text) => text.replace(/[+/]/g, 'x')),
      fc.constantFrom('hunter2hunter2', 'correcthorse'),
    );
    holds(
      fc.property(value, (text) => {
        expect(redact(`before ${form.replace('V', () => text)} after`)).not.toContain(text);
      }),
      400,
    );
  });

  it('a signed header', () => {
    const header =
      'authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261125/sa-east-1/monitoring/aws4_request, SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
    const out = redact(`request failed {"${header}"}`);
    expect(out).not.toMatch(/AKIAIOSFODNN7EXAMPLE|fe5f80f77d|20261125\/sa-east-1/);
    expect(redact(header.slice('authorization: '.length))).not.toMatch(/AKIAIOSFODNN7EXAMPLE|fe5f80f77d/);
  });

  it.each([
    (lines: readonly string[]) => lines.join('\n'),
    (lines: readonly string[]) => lines.join('\r\n'),
    (lines: readonly string[]) => JSON.stringify(lines.join('\n')),
    (lines: readonly string[]) => lines.slice(0, 2).join('\n'),
    (lines: readonly string[]) => encodeURIComponent(lines.join('\n')),
  ])('a private key, whole or cut off: form %#', (write) => {
    holds(
      fc.property(
        fc.constantFrom('', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '),
        secretKey,
        secretKey,
        (kind, first, second) => {
          const out = redact(
            write([`-----BEGIN ${kind}PRIVATE KEY-----`, first, second, `-----END ${kind}PRIVATE KEY-----`]),
          );
          expect(out).toContain('[private key]');
          expect(out).not.toContain(first);
          expect(out).not.toContain(second);
        },
      ),
      400,
    );
  });

  it('an access key id that a line end cuts in two', () => {
    expect(redact('key AKIAIOSF\nODNN7EXAMPLE is')).toBe('key AKIA[..MPLE] is');
    expect(redact('key AKIAIOSF\\nODNN7EXAMPLE is')).toBe('key AKIA[..MPLE] is');
  });

  it('a mail address and the name of a home folder', () => {
    expect(redact('to ana.silva+ops@example.com.br, please')).toBe('to [e-mail], please');
    expect(redact('/home/ana/meridian.yaml:3:1')).toBe('/home/[user]/meridian.yaml:3:1');
    expect(redact('file:///Users/ana/x')).toBe('file:///Users/[user]/x');
    expect(redact(String.raw`C:\Users\Ana Silva\x`)).toContain(String.raw`C:\Users\[user]`);
    expect(redact(JSON.stringify(String.raw`C:\Users\ana\x`))).not.toContain('ana');
  });

  it('in no text at all throws, takes long or changes when it is done twice', () => {
    holds(
      fc.property(anyText({ maxLength: 300 }), accessKeyId, accountId, (text, key, account) => {
        const once = redact(`${text}${key}${text}${account}`);
        expect(redact(once)).toBe(once);
      }),
      400,
    );
    // One pattern that looks back over all it has seen would need minutes for these, and this test has seconds.
    const units = [
      'a',
      '/',
      '-',
      '%',
      '%2F',
      '1',
      'A1',
      'token',
      'token=',
      '-----BEGIN ',
      '\\',
      '"',
      'aA1+',
      '@a.',
      'eyJ',
      'cookie: ',
      'x:',
      '://a:',
    ];
    for (const unit of units) expect(redact(unit.repeat(64_000 / unit.length)).length).toBeLessThan(200_000);
  });
});

describe('what is no secret stays', () => {
  it.each([
    '2026-11-25T11:24:01.123Z the window failed (crashed, exit code 5) and is begun anew',
    'at 1764069841123 (13 digits), 1764069841123456 and 1764069841',
    'Meridian 0.1.0, Electron 45.4.1, Chrome 140.0.7339.207, Node 24.21.0',
    'request 550e8400-e29b-41d4-a716-446655440000 was throttled',
    'GetMetricData failed: ThrottlingException: Rate exceeded',
    'ExpiredToken: The security token included in the request is expired',
    'UnrecognizedClientException: The security token included in the request is invalid.',
    'SignatureDoesNotMatch: The request signature we calculated does not match',
    'Could not load credentials: profile prod is missing',
    'arn:aws:cloudwatch:sa-east-1 retail-br-prod-checkout-page-P95-Latency2 is in ALARM',
    'at createWorkerDecoder (/opt/Meridian/resources/app.asar/out/main/index.cjs:1234:56)',
    'at /opt/Meridian/resources/app/Library/Something/Other2026/Another/file',
    'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'a report was written: /srv/data/crashes/exception-2026-11-25T12-59-53-332Z.txt',
    'connect ECONNREFUSED 127.0.0.1:43211',
    'value 0.123456789012 of 12345678901',
    'a request to https://monitoring.sa-east-1.amazonaws.com was refused',
    'the token is used; a secret is kept; the password was asked for',
    'Пример: сайт не виден; उदाहरण',
    '',
  ])('%s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('two accounts, and two keys, can still be told apart', () => {
    expect(redact('111122223333 and 444455556666')).toBe('[account ..3333] and [account ..6666]');
    expect(redact('1111-2222-3333')).toBe('[account ..3333]');
    expect(redact('arn:aws:iam::111122223333:role/ops')).toBe('arn:aws:iam::[account ..3333]:role/ops');
    expect(redact('AKIAIOSFODNN7EXAMPLE')).toBe('AKIA[..MPLE]');
  });
});
