import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, withoutSecrets } from '../../../shared/domain/secrets/find-secrets';
import { anyText } from '../../builders/any-text';
import { HOSTILE } from '../../builders/hostile';
import { holds } from '../../builders/property';

const found = (text: string): readonly (readonly [string, string])[] =>
  findSecrets(text).map(({ kind, from, to }) => [kind, text.slice(from, to)] as const);

const drawn = (alphabet: string, length: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ALNUM = `${UPPER}${UPPER.toLowerCase()}0123456789`;
const BASE64 = `${ALNUM}+/`;
/** As anything drawn by lot of this length is, but for one in a million. */
const mixed = (text: string): boolean =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && new Set(text.slice(0, 64)).size >= 16;

const keyId = fc.tuple(fc.constantFrom('AKIA', 'ASIA'), drawn(`${UPPER}234567`, 16)).map((parts) => parts.join(''));
const secretKey = drawn(BASE64, 40).filter(mixed);
const around = fc.constantFrom('', ' ', '\n', 'key: ', '"', '`', '(', 'Дивись ', 'देखो ', ',');

describe('secrets in texts', () => {
  it('finds keys of AWS as people paste them', () => {
    holds(
      fc.property(
        keyId,
        secretKey,
        around,
        fc.constantFrom('', ' ', '\n', '"', ')', '.', ', and'),
        (id, secret, before, after) => {
          const forms = [
            `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`,
            `{"AccessKeyId":"${id}","SecretAccessKey":"${secret}"}`,
            `export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`,
            `${id}\n${secret}`,
            `Access key ID,Secret access key\n${id},${secret}`,
          ];
          for (const form of forms)
            expect(found(`${before}${form}${after}`)).toEqual([
              ['aws-access-key-id', id],
              ['aws-secret-access-key', secret],
            ]);
          expect(found(`${before}${id}${after}`)).toEqual([['aws-access-key-id', id]]);
          expect(found(`the secret is ${secret}`)).toEqual([['aws-secret-access-key', secret]]);
        },
      ),
    );
  });

  it('finds session tokens, bearers, JSON Web Tokens and tokens of GitHub, GitLab and Slack', () => {
    holds(
      fc.property(
        drawn(BASE64, 300).filter(mixed),
        drawn(ALNUM, 36).filter(mixed),
        drawn(`${ALNUM}-_`, 60).filter(mixed),
        (long, token, url) => {
          expect(found(`aws_session_token=${long}`)).toEqual([['aws-session-token', long]]);
          expect(found(`"SessionToken": "${long}"`)).toEqual([['aws-session-token', long]]);
          expect(found(`see IQoJb3JpZ2luX2Vj${long}`)).toEqual([['aws-session-token', `IQoJb3JpZ2luX2Vj${long}`]]);
          expect(found(`Authorization: Bearer ${token}`)).toEqual([['authorization', token]]);
          expect(found(`eyJ${url}.eyJ${url}.${url} `)).toEqual([['jwt', `eyJ${url}.eyJ${url}.${url}`]]);
          expect(found(`Authorization: Bearer eyJ${url}.eyJ${url}.${url}`)).toHaveLength(1);
          for (const prefix of ['ghp_', 'gho_', 'ghs_', 'ghu_', 'ghr_', 'github_pat_'])
            expect(found(`token ${prefix}${token}!`)).toEqual([['github-token', `${prefix}${token}`]]);
          expect(found(`glpat-${token}`)).toEqual([['gitlab-token', `glpat-${token}`]]);
          expect(found(`xoxb-1234567890-${token}`)).toEqual([['slack-token', `xoxb-1234567890-${token}`]]);
          expect(found(`https://hooks.slack.com/services/T0000/B0000/${token}`)).toEqual([
            ['slack-token', `T0000/B0000/${token}`],
          ]);
        },
      ),
    );
  });

  it('finds private keys whole, also without an end', () => {
    const key = (name: string): string => `-----BEGIN ${name}-----\nMIIE\nabc\n-----END ${name}-----`;
    for (const name of [
      'PRIVATE KEY',
      'RSA PRIVATE KEY',
      'EC PRIVATE KEY',
      'OPENSSH PRIVATE KEY',
      'ENCRYPTED PRIVATE KEY',
      'PGP PRIVATE KEY BLOCK',
    ])
      expect(found(`before\n${key(name)}\nafter`)).toEqual([['private-key', key(name)]]);
    expect(found('x -----BEGIN PRIVATE KEY-----\nMIIE')).toEqual([
      ['private-key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
    ]);
    // What was written below a key that was cut is no part of it.
    for (const below of ['\n\nWe rolled back.\nafter', '\nдалі слова', '\n- a list'])
      expect(found(`-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\nabc=${below}`)).toEqual([
        ['private-key', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIE\nabc='],
      ]);
    expect(found(`-----BEGIN PRIVATE KEY-----\nMIIE\n\nwords\n${key('PRIVATE KEY')}`)).toEqual([
      ['private-key', '-----BEGIN PRIVATE KEY-----\nMIIE'],
      ['private-key', key('PRIVATE KEY')],
    ]);
    expect(
      found(
        '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----',
      ),
    ).toEqual([]);
  });

  it('finds passwords of connections, and only them', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['postgres://shop:hunter2@db.internal:5432/orders', 'hunter2'],
      ['mongodb+srv://u:p%40ss@cluster0.example.net', 'p%40ss'],
      ['redis://:abc123@cache:6379', 'abc123'],
      ['amqps://a:b@c@host', 'b@c'],
      ['jdbc:mysql://db/orders?user=shop&password=hunter2&ssl=true', 'hunter2'],
      ['Server=tcp:db,1433;User ID=shop;Password=hunter2;Encrypt=True', 'hunter2'],
    ];
    for (const [text, password] of cases)
      expect([text, found(`use ${text} now`)]).toEqual([text, [['connection-password', password]]]);
    for (const text of [
      'postgres://shop:***@db',
      'postgres://shop:${PASSWORD}@db',
      'postgres://shop:<password>@db',
      'postgres://shop@db',
      'https://example.com:8443/a@b',
      'ssh://git@host:22/x',
      'http://[::1]:80/@',
      'Server=db;Password={pwd}',
    ])
      expect([text, found(text)]).toEqual([text, []]);
  });

  it('takes no identifier, hash, picture or sentence for a secret', () => {
    holds(
      fc.property(
        fc.uuid(),
        drawn('0123456789abcdef', 64),
        drawn('0123456789abcdef', 40),
        drawn(BASE64, 400),
        drawn('0123456789', 12),
        (uuid, sha256, sha1, picture, account) => {
          const wrapped = picture.replace(/.{76}/g, '$&\n');
          for (const text of [
            uuid,
            `sha256:${sha256}`,
            `commit ${sha1}`,
            `request id ${uuid}, secret rotation done`,
            `arn:aws:iam::${account}:role/service-role/Checkout-${uuid}`,
            `arn:aws:secretsmanager:sa-east-1:${account}:secret:prod/checkout-AbCdEf`,
            `arn:aws:elasticloadbalancing:us-east-1:${account}:loadbalancer/app/web/50dc6c495c0c9188`,
            `data:image/png;base64,${picture}`,
            `data:image/png;base64,\n${wrapped}`,
            `ami-0${sha1.slice(0, 16)} i-0${sha1.slice(0, 16)}`,
            `sha512-${picture.slice(0, 86)}==`,
            `s3://bucket/a/very/long/path/of/words/that/has/forty/letters`,
            `The secret access key was rotated by ana at 12:00; the session token expires at noon`,
            `bearer of bad news: authorization failed for ${uuid}`,
            `Authorization: Bearer <token>`,
            `AKIA is how key ids begin`,
          ])
            expect([text, found(text)]).toEqual([text, []]);
        },
      ),
    );
  });

  it('is total, in order, apart, within the text, and leaves nothing to find', () => {
    const piece = fc.oneof(
      anyText({ maxLength: 40 }),
      fc.constantFrom(...Object.values(HOSTILE)),
      keyId,
      secretKey,
      fc.constantFrom('secret ', '-----BEGIN PRIVATE KEY-----', '://a:b@c', 'Bearer ', 'password=', ';', '\n'),
    );
    holds(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { from, to } of findSecrets(text)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(text.length);
        const clean = withoutSecrets(text);
        expect(withoutSecrets(clean)).toBe(clean);
      }),
      500,
    );
  });
});
