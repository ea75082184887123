import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationOf, parseLink } from '../../main/shell/links';
import { anyPath, anyText } from '../builders/any-text';
import { holds } from '../builders/property';

const site = (name: string) => ({ ok: true, value: { kind: 'site', site: name } });
const wrong = (error: string) => ({ ok: false, error });

describe('a link', () => {
  it.each([
    ['meridian://site/br-prod', 'br-prod'],
    ['meridian://site/br-prod/', 'br-prod'],
    ['MERIDIAN://SITE/br-prod', 'br-prod'],
    ['meridian://site/BR.prod_1', 'BR.prod_1'],
    ['meridian://site/br%2Dprod', 'br-prod'],
    ['meridian://site/no%20such', 'no such'],
    ['meridian://site/%E0%A4%AD', 'भ'],
    ["meridian://site/a'b(c)", "a'b(c)"],
    ['meridian://site/%3Cb%3E', '<b>'],
    ['meridian://site/..', '..'],
  ])('%s opens the site', (link, name) => {
    expect(parseLink(link)).toEqual(site(name));
  });

  it.each(['meridian://live', 'meridian://live/', 'Meridian://Live'])('%s opens the live screen', (link) => {
    expect(parseLink(link)).toEqual({ ok: true, value: { kind: 'live' } });
  });

  it.each([
    ['', 'not-ours'],
    ['meridian:', 'not-ours'],
    ['meridian:site/x', 'not-ours'],
    ['meridian:/site/x', 'not-ours'],
    ['meridian-app://app/', 'not-ours'],
    ['https://site/x', 'not-ours'],
    ['javascript:alert(1)', 'not-ours'],
    [' meridian://site/x', 'not-ours'],
    ['meridian://', 'no-such-place'],
    ['meridian:///site/x', 'no-such-place'],
    ['meridian://changes', 'no-such-place'],
    ['meridian://live/x', 'no-such-place'],
    ['meridian://live?x', 'no-such-place'],
    ['meridian://site:80/x', 'no-such-place'],
    ['meridian://user@site/x', 'no-such-place'],
    ['meridian://site.evil/x', 'no-such-place'],
    ['meridian://site\\x', 'no-such-place'],
    ['meridian://site', 'not-one-site'],
    ['meridian://site/', 'not-one-site'],
    ['meridian://site//', 'not-one-site'],
    ['meridian://site/a/b', 'not-one-site'],
    ['meridian://site/a//', 'not-one-site'],
    ['meridian://site/a%2Fb', 'not-one-site'],
    ['meridian://site/..%5C..', 'not-one-site'],
    ['meridian://site/x?y', 'characters'],
    ['meridian://site/x#y', 'characters'],
    ['meridian://site/x"--inspect', 'characters'],
    ['meridian://site/<b>', 'characters'],
    ['meridian://site/a b', 'characters'],
    ['meridian://site/a\n', 'characters'],
    ['meridian://site/é', 'characters'],
    ['meridian://site/a%00', 'characters'],
    ['meridian://site/a%0Ab', 'characters'],
    ['meridian://site/a%1B%5B31m', 'characters'],
    ['meridian://site/a%C2%85', 'characters'],
    ['meridian://site/a%E2%80%AEb', 'characters'],
    ['meridian://site/a%E2%80%8Bb', 'characters'],
    ['meridian://site/%EE%80%80', 'characters'],
    ['meridian://site/%20', 'characters'],
    ['meridian://site/%2', 'encoding'],
    ['meridian://site/%', 'encoding'],
    ['meridian://site/%zz', 'encoding'],
    ['meridian://site/%FF', 'encoding'],
    ['meridian://site/%C0%AF', 'encoding'],
    ['meridian://site/%ED%A0%80', 'encoding'],
    [`meridian://site/${'a'.repeat(65)}`, 'too-long'],
    [`meridian://site/${'a'.repeat(600)}`, 'too-long'],
    [`meridian://site/${'%'.repeat(600)}`, 'too-long'],
  ])('%j is refused: %s', (link, error) => {
    expect(parseLink(link)).toEqual(wrong(error));
  });

  it('comes back for every id that a workspace may give a site, encoded in any way', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    const all = (text: string) => [...text].map((c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
    holds(
      fc.property(id, fc.boolean(), (name, full) => {
        expect(parseLink(`meridian://site/${full ? all(name) : encodeURIComponent(name)}`)).toEqual(site(name));
      }),
    );
  });

  it('of any text at all is refused or names one plain site: nothing throws, and no refusal quotes it', () => {
    const rest = fc.oneof(
      anyText(),
      anyPath,
      fc.string({
        unit: fc.constantFrom('%', '2', 'f', 'F', '/', '\\', '.', '0', 'A', '?', '#', '@', ':', '\0', '\u202e'),
      }),
    );
    const link = fc.oneof(
      anyText(),
      fc
        .tuple(fc.constantFrom('meridian://', 'meridian://site/', 'meridian://live', 'MERIDIAN:'), rest)
        .map((p) => p.join('')),
    );
    holds(
      fc.property(link, (text) => {
        const parsed = parseLink(text);
        const to = destinationOf(text);
        if (parsed.ok && parsed.value.kind === 'site') {
          expect(parsed.value.site).toMatch(/^[^/\\\p{C}\p{Zl}\p{Zp}]{1,64}$/u);
          // What was read is what was written: nothing is folded, trimmed or decoded twice.
          const segment = text.slice('meridian://site/'.length).replace(/\/$/, '');
          expect(decodeURIComponent(segment)).toBe(parsed.value.site);
        }
        if (to.kind === 'notice') expect(to.text).toMatch(/^A link was not followed: [a-zA-Z ]+\.$/);
      }),
      3_000,
    );
  });
});
