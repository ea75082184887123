import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMetadata } from '../../main/updates/metadata';
import { verifyMetadata, type Trust } from '../../main/updates/signature';
import { DAY, HOUR } from '../../shared/lib/time';
import { holds } from '../builders/property';
import { LINUX, metadataText, newPublisher, signatureText, type Signing } from './feed';

const NOW = Date.parse('2026-11-25T12:00:00.000Z');
const ours = newPublisher();
const others = newPublisher();
const file = { name: 'Meridian-0.2.0.AppImage', content: Buffer.from('program') };
const metadata = Buffer.from(metadataText({ version: '0.2.0', files: [file] }));
const trust: Trust = { keys: [ours.publicKey], file: LINUX, now: NOW, newest: null };

const check = (part: Partial<Signing> = {}, trusted: Partial<Trust> = {}, content = metadata) => {
  const signing = { by: [ours], signedAt: new Date(NOW - HOUR), ...part };
  const result = verifyMetadata(content, Buffer.from(signatureText(metadata, signing)), { ...trust, ...trusted });
  return result.ok ? 'believed' : result.error.code;
};

describe('metadata is believed only', () => {
  it('with a signature of a key that was configured', () => {
    expect(check()).toBe('believed');
    expect(check({ by: [others] })).toBe('bad-signature');
    expect(check({}, { keys: [others.publicKey] })).toBe('bad-signature');
    expect(check({}, { keys: [] })).toBe('bad-signature');
  });

  it('while a key is being replaced: by the old one, the new one, or both', () => {
    const both = { keys: [ours.publicKey, others.publicKey] };
    expect(check({ by: [ours] }, both)).toBe('believed');
    expect(check({ by: [others] }, both)).toBe('believed');
    expect(check({ by: [others, ours] })).toBe('believed');
    expect(check({ by: [newPublisher()] }, both)).toBe('bad-signature');
  });

  it('for the platform and channel it was signed for', () => {
    expect(check({ file: 'latest-mac.yml' })).toBe('bad-signature');
    expect(check({}, { file: 'latest-linux-arm64.yml' })).toBe('bad-signature');
  });

  it('until it expires, by the clock of this machine', () => {
    const expires = new Date(NOW + 1);
    expect(check({ expires })).toBe('believed');
    expect(check({ expires }, { now: NOW + 1 })).toBe('expired');
    expect(check({ expires: null }, { now: NOW + 10_000 * DAY })).toBe('believed');
  });

  it('if it is not from the future, by more than clocks differ', () => {
    expect(check({ signedAt: new Date(NOW + DAY) })).toBe('believed');
    expect(check({ signedAt: new Date(NOW + DAY + 1) })).toBe('from-the-future');
  });

  it('if nothing that was signed later was ever accepted', () => {
    expect(check({}, { newest: NOW - HOUR })).toBe('believed');
    expect(check({}, { newest: NOW - HOUR + 1 })).toBe('replayed');
  });

  it('whole: any changed byte of it is refused', () => {
    holds(
      fc.property(fc.nat(metadata.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = Buffer.from(metadata);
        altered[at] = (altered[at] ?? 0) ^ change;
        expect(check({}, {}, altered)).toBe('bad-signature');
      }),
    );
    expect(check({}, {}, Buffer.concat([metadata, Buffer.from('\n')]))).toBe('bad-signature');
    expect(check({}, {}, metadata.subarray(0, -1))).toBe('bad-signature');
    expect(check({}, {}, Buffer.alloc(0))).toBe('bad-signature');
  });

  it('with the whole of its signature: any changed field is refused', () => {
    const text = signatureText(metadata, { by: [ours], signedAt: new Date(NOW - HOUR), expires: new Date(NOW + DAY) });
    const fields = JSON.parse(text) as Record<string, unknown>;
    const verdict = (changed: unknown): string => {
      const result = verifyMetadata(metadata, Buffer.from(JSON.stringify(changed)), trust);
      return result.ok ? 'believed' : result.error.code;
    };
    expect(verdict(fields)).toBe('believed');
    for (const change of [
      { file: 'latest.yml' },
      { signedAt: new Date(NOW).toISOString() },
      { expires: 'never' },
      { expires: new Date(NOW + 2 * DAY).toISOString() },
      { sha512: Buffer.alloc(64).toString('base64') },
      { format: 2 },
      { signatures: [] },
      { signatures: [Buffer.alloc(64).toString('base64')] },
      { extra: true },
      { signedAt: '2026-11-25' },
      { signatures: Array.from({ length: 5 }, () => (fields['signatures'] as string[])[0]) },
    ])
      expect(verdict({ ...fields, ...change })).toBe('bad-signature');
    for (const field of Object.keys(fields)) {
      const { [field]: _left, ...rest } = fields;
      expect(verdict(rest)).toBe('bad-signature');
    }
  });

  it('and no text at all gets it believed without the key', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
        ),
        (text) => {
          expect(verifyMetadata(metadata, Buffer.from(text), trust).ok).toBe(false);
        },
      ),
      1_000,
    );
  });
});

describe('signed metadata', () => {
  const parsed = (text: string) => parseMetadata(Buffer.from(text));
  const textOf = (name: string): string =>
    metadataText({ version: '0.2.0', files: [{ name, content: Buffer.from('x') }] });

  it('is read as electron-builder writes it', () => {
    expect(parsed(metadata.toString())).toEqual({
      ok: true,
      value: {
        version: '0.2.0',
        releasedAt: Date.parse('2026-11-25T10:00:00.000Z'),
        files: [
          {
            name: file.name,
            size: 7,
            sha512: expect.stringMatching(/^[\w+/]{86}==$/) as string,
            needsAdministrator: false,
          },
        ],
      },
    });
  });

  it.each([
    'https://elsewhere.example/Meridian.AppImage',
    '//elsewhere.example/Meridian.AppImage',
    '../Meridian.AppImage',
    'folder/Meridian.AppImage',
    '/Meridian.AppImage',
    'Meridian.AppImage?x=1',
    'Meridian.AppImage#x',
    '"C:\\\\Meridian.AppImage"',
    '"\\\\\\\\host\\\\Meridian.AppImage"',
    '.Meridian.AppImage',
    'file:Meridian.AppImage',
    '"a\\0b.AppImage"',
    '"%2e%2e%2fMeridian.AppImage"',
    '""',
  ])('names only files that lie beside it: %s is refused', (name) => {
    expect(parsed(textOf(name))).toMatchObject({ ok: false, error: { code: 'foreign-address' } });
  });

  it.each([
    ['no version', 'files: []'],
    ['a version that is none', metadataText({ version: 'newest', files: [file] })],
    ['a version with a path', metadataText({ version: '1.0.0/../..', files: [file] })],
    ['no files', 'version: 1.0.0\nfiles: []'],
    ['a file without a size', `version: 1.0.0\nfiles:\n  - url: a\n    sha512: ${'A'.repeat(86)}==`],
    ['a short sum', 'version: 1.0.0\nfiles:\n  - url: a\n    sha512: AAAA\n    size: 1'],
    ['a sum of another kind', 'version: 1.0.0\nfiles:\n  - url: a\n    sha2: abc\n    size: 1'],
    ['no YAML', '{{{'],
    ['nothing', ''],
    ['aliases that grow', `a: &a [1,1,1,1]\nb: [*a,*a,*a]\nversion: 1.0.0`],
  ])('with %s is refused', (_what, text) => {
    expect(parsed(text)).toMatchObject({ ok: false, error: { code: 'bad-metadata' } });
  });

  it('of a file that is too large to be one of ours is refused', () => {
    const text = metadata.toString().replace(/size: \d+/, 'size: 1000000001');
    expect(parsed(text)).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  it('never throws, whatever its bytes', () => {
    holds(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
        ),
        (text) => {
          expect(typeof parsed(text).ok).toBe('boolean');
        },
      ),
      500,
    );
  });
});
