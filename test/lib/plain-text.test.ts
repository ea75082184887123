import { describe, expect, it } from 'vitest';
import { plainText } from '../../shared/lib/plain-text';

describe('text from outside', () => {
  it.each([
    ['a plain one', 'Orders per minute\n\tline two', 'Orders per minute\n\tline two'],
    ['a terminal sequence', 'a\u001b[2Jb\u009b31mc\u0007\r', 'a[2Jb31mc'],
    ['NUL and DEL', 'a\u0000b\u007f', 'ab'],
    ['overrides and isolates', '\u202egnp.exe\u202c \u2066x\u2069 \u200fy\u061c', 'gnp.exe x y'],
    ['what has no width', 'pa\u200by\u2060pal\ufeff', 'paypal'],
    ['tags', 'a\u{e0041}\u{e007f}b', 'ab'],
    ['line separators', 'a\u2028b\u2029c', 'a\nb\nc'],
    ['halves of a character', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
  ])('%s', (_name, from, to) => {
    expect(plainText(from)).toBe(to);
  });

  it('marks that pile up end after six', () => {
    expect(plainText(`Z${'\u0315'.repeat(500)}e`)).toBe(`Z${'\u0315'.repeat(6)}e`);
  });

  it.each([
    ['Devanagari with joiners', '\u0915\u094d\u200d\u0937 \u0930\u093e\u091c\u0938\u094d\u0925\u093e\u0928'],
    ['Arabic and Hebrew', '\u0641\u0631\u0639 \u05d4\u05d6\u05de\u05e0\u05d5\u05ea'],
    ['an emoji family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f'],
    ['accents written apart', 'Sa\u0303o Paulo, Vie\u0323\u0302t Nam'],
  ])('leaves whole: %s', (_name, text) => {
    expect(plainText(text)).toBe(text);
  });
});
