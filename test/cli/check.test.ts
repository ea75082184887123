import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readChangeFile } from '../../shared/domain/change/file';
import { describeProblem } from '../../shared/domain/yaml/read-yaml';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { check } from '../../main/cli/check';

const NOW = Date.UTC(2026, 10, 30, 12);
const SITES = [{ id: 'br-prod' }, { id: 'in-prod' }];
const FILE = `title: checkout-api 4.18.0
sites: [br-prod]
services: [checkout]
window: { start: 2026-12-01T22:00:00-03:00, minutes: 90 }
executor: thiago
approvedBy: [dana]
risk: { impact: 3, reversibility: 1, novelty: 2 }
rollback: { command: deploy --to 4.17.3, minutes: 4, testedAt: 2026-11-29T10:00:00Z }
watched: [{ signal: p95 }]
abort: [{ signal: errors }]
artifact: checkout-api 4.18.0
fixes: [inc-1]
runs: [checkout-api]
`;
const problems = (text: string): readonly string[] => {
  const read = readChangeFile(text, { now: NOW, sites: SITES });
  return read.ok ? [] : read.error.map((problem) => describeProblem('change.yaml', problem));
};

describe('the file of meridian changes check', () => {
  it('says a change as it would be started', () => {
    const read = readChangeFile(FILE, { now: NOW, sites: SITES });
    const start = Date.UTC(2026, 11, 2, 1);
    expect(read.ok && read.value).toMatchObject({
      title: 'checkout-api 4.18.0',
      type: 'normal',
      window: { start, end: start + 90 * MINUTE },
      approvals: [{ person: 'dana' }],
      rollback: { command: 'deploy --to 4.17.3', testedAt: Date.UTC(2026, 10, 29, 10) },
      watched: [{ site: 'br-prod', signal: 'p95' }],
      abortSignals: [{ site: 'br-prod', signal: 'errors', at: 'critical' }],
      links: [
        { kind: 'fixes', target: 'inc-1' },
        { kind: 'pipeline', target: 'checkout-api' },
      ],
    });
  });

  it('may be JSON, and may begin now', () => {
    const text = JSON.stringify({ title: 'Now', sites: ['in-prod'], window: { start: 'now', minutes: 60 } });
    const read = readChangeFile(text, { now: NOW, sites: SITES });
    expect(read.ok && read.value.window).toEqual({ start: NOW, end: NOW + HOUR });
  });

  it.each([
    [
      'sites: [br-prod]',
      'sites: [mars]',
      ['change.yaml:2:9 sites[0]: expected a site of the workspace (br-prod, in-prod)'],
    ],
    ['sites: [br-prod]', 'sites: []', ['change.yaml:2:8 sites: expected at least one site of the workspace file']],
    [
      'start: 2026-12-01T22:00:00-03:00',
      'start: 2026-12-01 22:00',
      ['change.yaml:4:18 window.start: expected a time with its offset such as "2026-12-01T22:00:00-03:00", or now'],
    ],
    ['minutes: 90 }', 'minutes: 0 }', ['change.yaml:4:54 window.minutes: expected an end after the start']],
    [
      'executor: thiago',
      'executer: thiago',
      [expect.stringContaining('change.yaml:5:1 executer: expected a known key')],
    ],
    ['title: checkout-api 4.18.0', 'title: ""', ['change.yaml:1:8 title: expected a text that is not empty']],
  ])('%s written as %s is told with its place', (piece, by, told) => {
    expect(problems(FILE.replace(piece, by))).toEqual(told);
  });
});

describe('meridian changes check', () => {
  const place = (): { readonly workspace: null; readonly data: string } => {
    const data = mkdtempSync(join(tmpdir(), 'meridian-check-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    return { workspace: null, data };
  };
  const ask = (file: string, where = place()) =>
    check({ kind: 'check', file, json: true, timeoutSeconds: 30, place: where });

  it('asks nobody where the file is wrong: 65 with the place, 66 where there is none', async () => {
    const where = place();
    const file = join(where.data, 'change.yaml');
    writeFileSync(file, FILE.replace('br-prod', 'mars'));
    const { code, stdout, stderr } = await ask(file, where);
    expect([code, stdout]).toEqual([65, '']);
    expect(stderr).toContain(':2:9 sites[0]: expected a site of the workspace (us-prod');
    expect(await ask(join(where.data, 'none.yaml'), where)).toMatchObject({ code: 66, stdout: '' });
    expect(await ask('CHG-214', where)).toMatchObject({
      code: 66,
      stderr: 'there is no change CHG-214 in this data folder\n',
    });
  });
});
