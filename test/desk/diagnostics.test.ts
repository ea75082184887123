import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticsText, type DiagnosticFacts } from '../../main/desk/diagnostics';
import { redact } from '../../main/log/redact';
import { parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Workspace } from '../../shared/domain/workspace/types';
import { critical } from '../renderer/builders/retail';

const AT = Date.UTC(2026, 10, 25, 11, 24, 1);

function workspace(change: (text: string) => string = (text) => text): Workspace {
  const text = readFileSync(join(import.meta.dirname, '../domain/workspace/example.yaml'), 'utf8');
  const parsed = parseWorkspace(change(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const facts = (more: Partial<DiagnosticFacts> = {}): DiagnosticFacts => ({
  at: AT,
  version: '1.2.3',
  runtime: 'Electron 45.4.1',
  versions: ['linux x64, Node 24'],
  uptimeMs: 90_000,
  memory: ['200 MB here'],
  dataFolder: { path: '/home/ana/data', files: [{ name: 'meridian.log', bytes: 12 }] },
  workspace: workspace(),
  snapshot: critical(),
  crashes: [{ at: AT - 1_000, kind: 'exception', name: 'exception-x.txt' }],
  log: ['2026-11-25T11:24:01.123Z INFO  the window was opened'],
  ...more,
});

describe('the diagnostics', () => {
  it('say versions, folders, the shape of the workspace, every source with its age, crashes and the log', () => {
    const { text, lines } = diagnosticsText(facts(), redact);
    expect(text.split('\n')).toHaveLength(lines);
    for (const part of [
      'Meridian diagnostics, 2026-11-25T11:24:01.000Z',
      'Version       1.2.3, Electron 45.4.1',
      'Running for   90 s',
      '/home/[user]/data',
      'meridian.log 12 bytes',
      'exception-x.txt',
      'INFO  the window was opened',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/Workspace +demo\n +\d+ accounts, \d+ sites \(.*production.*\), \d+ signals, \d+ teams/);
    expect(text.match(/last answer \d+ s ago, every \d+ s|last answer never/g)?.length).toBe(critical().sources.length);
  });

  it('hold no name of the workspace, wherever it stands, and do not tear words that only contain one', () => {
    const own = workspace();
    const names = [
      own.id,
      own.name,
      ...[...own.accounts.values()].flatMap((one) => [one.name, one.profile]),
      ...own.sites.flatMap((one) => [one.id, one.name]),
      ...own.people.map((one) => one.name),
    ].filter((name) => name.length >= 2);
    const { text } = diagnosticsText(
      facts({ workspace: own, log: names.map((name) => `2026-11-25T11:24:01.123Z WARN  "${name}" failed`) }),
      redact,
    );
    for (const name of names)
      expect(text).not.toMatch(
        new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}]).* failed`, 'u'),
      );
    expect(text).toMatch(/production/);
  });

  it('hold no key and no account id that somebody put into a name, a profile, a reason or the log', () => {
    const digits = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(digits, (account) => {
        const key = `AKIA${account.replace(/\d/g, (digit) => 'ABCDEFGHIJ'.charAt(Number(digit)))}WXYZ`;
        const own = workspace();
        const planted: Workspace = {
          ...own,
          name: `Team ${key}`,
          accounts: new Map(
            [...own.accounts].map(([id, one]) => [
              id,
              { ...one, name: `Retail ${account}`, profile: `${account}-${key}` },
            ]),
          ),
        };
        const snapshot = critical();
        const { text } = diagnosticsText(
          facts({
            workspace: planted,
            snapshot: {
              ...snapshot,
              workspace: { ...snapshot.workspace, problem: `accounts[0]: profile ${account}-${key} is missing` },
              sources: snapshot.sources.map((source) => ({
                ...source,
                reason: `arn:aws:iam::${account}:role/${key} was refused`,
              })),
            },
            log: [`profile ${account}-${key}: token=${key}`],
          }),
          redact,
        );
        expect(text).not.toContain(account);
        expect(text).not.toContain(key);
      }),
      { seed: 4, numRuns: 50 },
    );
  }, 30_000);
});
