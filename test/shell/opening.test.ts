import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlace } from '../../main/cli/arguments';
import { parseOpening, readOpening, wordsToOpen } from '../../main/shell/opening';

const read = (...words: string[]) => readOpening(words, '/home/ana');

describe('what a start is asked to open', () => {
  it.each<readonly [string, readonly string[], string | null, string | null]>([
    ['nothing', [], null, null],
    ['the app and Chromium switches', ['.', '--no-sandbox', '--lang=pt', '--inspect=0', '/opt/meridian'], null, null],
    ['a link', ['meridian://site/br'], null, 'meridian://site/br'],
    ['a link behind the end of options', ['--no-sandbox', '--', 'meridian://live'], null, 'meridian://live'],
    ['a link that is wrong, to be refused aloud', ['MERIDIAN:x'], null, 'MERIDIAN:x'],
    ['the last of several links', ['meridian://live', 'meridian://site/a'], null, 'meridian://site/a'],
    ['a file', ['team.meridian'], '/home/ana/team.meridian', null],
    ['a file by its path', ['/srv/Team A.YAML'], '/srv/Team A.YAML', null],
    ['a file behind the end of options', ['--', 'x.yml'], '/home/ana/x.yml', null],
    ['a file as desktops name it', ['file:///srv/Team%20A.yml'], '/srv/Team A.yml', null],
    ['no file of another machine', ['file://evil/x.yaml'], null, null],
    ['no file that is badly encoded', ['file:///x%FF.yaml', 'file:///a%2Fb.yaml', 'file:'], null, null],
    ['no option that looks like a file', ['--x.yaml', '--', '--workspace=w.yaml'], null, null],
    ['no value of our options', ['--workspace', 'w.yaml', '--data', 'd.yaml'], null, null],
    ['no file of another kind', ['x.json', 'yaml', 'x.yaml.exe', 'a\0.yaml'], null, null],
    ['both', ['x.yaml', 'meridian://site/a'], '/home/ana/x.yaml', 'meridian://site/a'],
  ])('%s', (_name, words, workspace, link) => {
    expect(read(...words)).toEqual({ workspace, link });
  });

  it('does not disturb where the workspace and the data are', () => {
    expect(readPlace(['--workspace=w.yaml', 'meridian://site/br', '--data', 'd'], {})).toEqual({
      workspace: 'w.yaml',
      data: 'd',
    });
    expect(readPlace(['--', 'meridian://site/x" --data=/evil'], {})).toEqual({ workspace: null, data: null });
    expect(readPlace(['meridian://--data=/evil'], {})).toEqual({ workspace: null, data: null });
  });

  it('is never taken out of a link: no words make one into an option or a file', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const link = `meridian:${text}`;
        expect(read('--', link)).toEqual({ workspace: null, link });
        expect(readPlace(['--', link], {})).toEqual({ workspace: null, data: null });
      }),
      { seed: 3 },
    );
  });
});

describe('what another start sends', () => {
  it('is read with distrust', () => {
    expect(parseOpening({ workspace: '/a/b.yaml', link: 'meridian://live', more: 1 })).toEqual({
      workspace: '/a/b.yaml',
      link: 'meridian://live',
    });
    for (const rubbish of [undefined, null, 7, 'x', [], {}, { workspace: 7, link: {} }, { workspace: 'relative.yaml' }])
      expect(parseOpening(rubbish)).toEqual({ workspace: null, link: null });
    expect(parseOpening({ link: 'm'.repeat(1e6) }).link).toHaveLength(4_096);
    expect(parseOpening({ workspace: `/${'a'.repeat(1e6)}` }).workspace).toBeNull();
  });
});

describe('the words of a start with another file', () => {
  it.each<readonly [readonly string[], readonly string[]]>([
    [[], ['--workspace=/b.yaml']],
    [
      ['--no-sandbox', '/app', '--workspace', 'a.yaml', '--data', 'd'],
      ['--no-sandbox', '/app', '--data', 'd', '--workspace=/b.yaml'],
    ],
    [
      ['a.yaml', '--data=d'],
      ['--data=d', '--workspace=/b.yaml'],
    ],
    [['--workspace=a.yaml', '--', 'meridian://live'], ['--workspace=/b.yaml']],
    [
      ['--data', 'odd.yaml'],
      ['--data', 'odd.yaml', '--workspace=/b.yaml'],
    ],
  ])('%j', (before, after) => {
    expect(wordsToOpen(before, { workspace: '/b.yaml', link: null })).toEqual(after);
    expect(readPlace(after, {}).workspace).toBe('/b.yaml');
  });

  it('keep the link that came with it, behind the end of options', () => {
    const words = wordsToOpen(['--data=d'], { workspace: '/b.yaml', link: 'meridian://site/x' });
    expect(words).toEqual(['--data=d', '--workspace=/b.yaml', '--', 'meridian://site/x']);
    expect(readOpening(words, '/').link).toBe('meridian://site/x');
  });
});
