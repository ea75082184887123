import { describe, expect, it } from 'vitest';
import { importedPackages, judge, lockfileProblems, shippedPaths } from '../../scripts/lib/audit.mjs';

const INTEGRITY = `sha512-${'A'.repeat(86)}==`;
const good = { version: '1.0.0', integrity: INTEGRITY, license: 'MIT' };
const lock = (packages: Readonly<Record<string, object>>) => ({ packages: { '': {}, ...packages } });
const problems = (entry: object, manifest: object = {}, shipped: readonly string[] = []): readonly string[] =>
  lockfileProblems(lock({ 'node_modules/a': { ...good, ...entry } }), manifest, new Set(shipped));

describe('the lockfile', () => {
  it('passes what is pinned by its bytes and comes from the registry of the reader', () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    ['no integrity', { integrity: undefined }, 'a has no sha512 integrity: none'],
    ['a weak one', { integrity: `sha1-${'A'.repeat(27)}=` }, 'a has no sha512 integrity: sha1'],
    ['two of them', { integrity: `sha1-x ${INTEGRITY}` }, 'a has no sha512 integrity'],
    [
      'a git address',
      { resolved: 'git+ssh://git@host.example/a.git#abc' },
      'a comes from an address of its own: git+ssh',
    ],
    ['an archive by http', { resolved: 'http://host.example/a.tgz' }, 'a comes from an address of its own'],
    ['an archive by https', { resolved: 'https://host.example/a/-/a-1.0.0.tgz' }, 'a comes from an address of its own'],
    ['a folder', { resolved: 'file:../a', link: true }, 'a is a link'],
    ['an install script', { hasInstallScript: true }, 'a has an install script that allowScripts does not decide on'],
    ['no licence', { license: undefined }, 'a has the licence "none"'],
    ['a licence with duties', { license: 'AGPL-3.0-only' }, 'a has the licence "AGPL-3.0-only"'],
    ['a choice of which no part fits', { license: '(GPL-2.0 OR LGPL-3.0)' }, 'a has the licence'],
    ['two licences of which one does not fit', { license: 'MIT AND GPL-3.0' }, 'a has the licence'],
  ])('refuses a package with %s', (_name, entry, problem) => {
    expect(problems(entry).join('\n')).toContain(problem);
  });

  it('takes a decided script, a choice of licences, and more from tools than from what is shipped', () => {
    expect(problems({ hasInstallScript: true }, { allowScripts: { a: false } })).toEqual([]);
    expect(problems({ license: '(GPL-2.0 OR MIT)' })).toEqual([]);
    expect(problems({ license: 'MPL-2.0' })).toEqual([]);
    expect(problems({ license: 'MPL-2.0' }, {}, ['node_modules/a']).join()).toContain('the list for what is shipped');
  });

  it('refuses a manifest that names no exact version, and a lockfile that was not read', () => {
    expect(problems({}, { devDependencies: { b: '^1.0.0' } })).toEqual([
      'package.json: b is "^1.0.0", not one exact version',
    ]);
    expect(lockfileProblems({}, {}, new Set())).toHaveLength(1);
  });
});

describe('what is shipped', () => {
  it('is what the sources import, and what that needs, where it really lies', () => {
    const packages = {
      'node_modules/a': { dependencies: { b: '1' } },
      'node_modules/b': {},
      'node_modules/a/node_modules/b': { optionalDependencies: { '@s/c': '1' } },
      'node_modules/@s/c': { peerDependencies: { a: '1', absent: '1' } },
      'node_modules/tool': {},
    };
    expect([...shippedPaths(lock(packages), ['a', 'unknown'])].sort()).toEqual([
      'node_modules/@s/c',
      'node_modules/a',
      'node_modules/a/node_modules/b',
    ]);
  });

  it('reads imports of every kind, and leaves types and our own files out', () => {
    const source = [
      "import a from 'pkg-a';",
      "import { b,\n  c } from '@scope/pkg-b/deep';",
      "import 'pkg-c/style.css';",
      "export * from 'pkg-d';",
      "const e = await import('pkg-e');",
      "const f = require('pkg-f');",
      "import type { T } from 'only-types';",
      "import { readFile } from 'node:fs';",
      "import { x } from './own';",
    ].join('\n');
    expect(importedPackages(source).sort()).toEqual(['@scope/pkg-b', 'pkg-a', 'pkg-c', 'pkg-d', 'pkg-e', 'pkg-f']);
  });
});

describe('advisories', () => {
  const advisory = { title: 'Reads too far', severity: 'high', url: 'https://advisories.example/1' };
  const report = (more: object = {}, nodes: readonly string[] = ['node_modules/a']): string =>
    JSON.stringify({ vulnerabilities: { a: { name: 'a', nodes, via: ['b', { ...advisory, ...more }] } } });
  const shipped = new Set(['node_modules/a']);
  const exception = {
    advisory: advisory.url,
    package: 'a',
    reason: 'not reachable: we never parse',
    expires: '2027-01-31',
  };
  const judged = (text: string, allowed: readonly (typeof exception)[] = [], today = '2026-11-25') =>
    judge(text, shipped, allowed, today);

  it('nothing known is nothing wrong', () => {
    expect(judged('{"vulnerabilities":{}}')).toEqual({ kind: 'judged', problems: [], notes: [] });
  });

  it.each(['high', 'critical', 'unheard of'])('a %s one in what is shipped is a problem', (severity) => {
    expect(judged(report({ severity }))).toMatchObject({
      problems: [`a: Reads too far (${severity}, ${advisory.url})`],
      notes: [],
    });
  });

  it('a moderate one, or one in a tool, is only said', () => {
    expect(judged(report({ severity: 'moderate' }))).toMatchObject({
      problems: [],
      notes: [expect.stringContaining('shipped')],
    });
    expect(judged(report({}, ['node_modules/tool']))).toMatchObject({
      problems: [],
      notes: [expect.stringContaining('tools only')],
    });
  });

  it('an exception counts for its package and advisory until its day, and must say why', () => {
    expect(judged(report(), [exception])).toMatchObject({ problems: [] });
    expect(judged(report(), [exception], '2027-02-01')).toMatchObject({
      problems: [expect.stringContaining('ended on 2027-01-31'), expect.stringContaining('Reads too far')],
    });
    expect(judged(report(), [{ ...exception, package: 'b' }])).toMatchObject({
      problems: [expect.stringContaining('Reads too far')],
    });
    expect(judged(report(), [{ ...exception, reason: ' ' }]).kind).toBe('judged');
    expect(judged('{"vulnerabilities":{}}', [{ ...exception, reason: ' ' }])).toMatchObject({
      problems: [expect.stringContaining('not complete')],
    });
    expect(judged('{"vulnerabilities":{}}', [{ ...exception, expires: 'never' }])).toMatchObject({
      problems: [expect.stringContaining('not complete')],
    });
  });

  it.each([
    '',
    'npm error',
    '{"message":"405 - POST https://registry.example/-/npm/v1/x"}',
    '{"error":{"summary":"ENOTFOUND"}}',
    'null',
  ])('no report (%j) is no good news: it could not be looked up', (text) => {
    const verdict = judged(text);
    expect(verdict.kind).toBe('unreachable');
    expect(JSON.stringify(verdict)).not.toContain('registry.example');
  });
});
