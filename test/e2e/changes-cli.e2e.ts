import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { constant, signalText, stage, workspaceText, type Run, type Stage } from './cli';

/** Changes on the command line, through HTTP to the verdict and its exit code. */
const stages: Stage[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((one) => one.simulator.stop()));
});

interface Answer {
  readonly verdict: string;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly datum: object }[];
  readonly passed: readonly { readonly rule: string }[];
  readonly notAssessed: readonly { readonly rule: string; readonly why: string }[];
}

const PLAN = {
  title: 'checkout-api 4.18.0',
  sites: ['site-1'],
  window: { start: 'now', minutes: 60 },
  executor: 'thiago',
  approvedBy: ['dana'],
  risk: { impact: 1, reversibility: 1, novelty: 1 },
  rollback: { command: 'deploy --to 4.17.3', testedAt: '2020-01-01T00:00:00Z' },
};

async function on(scenario: object = { metrics: [constant('load', 5)] }): Promise<Stage> {
  const made = await stage(scenario);
  stages.push(made);
  return made;
}

const check = async (at: Stage, plan: object, workspace: string, ...words: readonly string[]): Promise<Run> => {
  const file = join(at.folder, 'change.json');
  writeFileSync(file, JSON.stringify(plan));
  return at.command(workspace, ['changes', 'check', file, ...words]);
};
const answerOf = ({ stdout, stderr }: Run): Answer => {
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Answer;
};
const production = workspaceText({ signals: [signalText('load')] });
/** The same place, frozen all year long. */
const frozen = `${production}\nfreezes:\n  - { id: year, name: All year, from: 01-01, to: 12-31 23:59 }\n  - { id: end, name: Its end, from: 12-31 23:59, to: 01-01 }\n`;

describe('meridian changes check', () => {
  it('go: exit 0, with what was looked at and how old it is', async () => {
    const run = await check(await on(), PLAN, production, '--json');
    expect(answerOf(run)).toMatchObject({ verdict: 'go', findings: [] });
    expect(run.code).toBe(0);
    const rules = answerOf(run).passed.map(({ rule }) => rule);
    for (const rule of ['freeze', 'incident', 'aws-issue', 'overlap', 'rollback', 'data', 'approval'])
      expect(rules).toContain(rule);
    // product.md 4: what could not be assessed is said, not counted.
    expect(answerOf(run).notAssessed.map(({ rule }) => rule)).toContain('skills');
  });

  it('hold in a freeze of production: exit 2; caution below: exit 1; and a rollback is never held', async () => {
    const at = await on();
    const held = await check(at, PLAN, frozen, '--json');
    expect([held.code, answerOf(held).verdict]).toEqual([2, 'hold']);
    expect(answerOf(held).findings).toEqual([
      expect.objectContaining({
        rule: 'freeze',
        severity: 'hold',
        datum: { source: 'workspace file', at: null, ageSeconds: null },
      }),
    ]);
    const lower = frozen.replace('tier: production', 'tier: development');
    expect((await check(at, PLAN, lower)).code).toBe(1);
    expect((await check(at, { ...PLAN, rollbackOf: 'CHG-1' }, frozen)).code).toBe(1);
  });

  it('never go on data that is not live, nor with the AWS view missing', async () => {
    const deaf = await on({ metrics: [], faults: [{ operation: 'GetMetricData', kind: 'deny' }] });
    const blind = await check(deaf, PLAN, production, '--json', '--timeout', '5');
    expect(blind.code).toBe(2);
    expect(answerOf(blind).findings.map(({ rule }) => rule)).toContain('data');
    const unseen = await on({
      metrics: [constant('load', 5)],
      faults: [{ operation: 'DescribeEvents', kind: 'deny' }],
    });
    const missing = await check(unseen, PLAN, production, '--json');
    expect(missing.code).toBe(2);
    expect(answerOf(missing).findings.map(({ rule }) => rule)).toContain('aws-issue');
  });

  it('is understood by a person too, and hides no age', async () => {
    const { stdout, code } = await check(await on(), { ...PLAN, approvedBy: [] }, production);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^HOLD {2}checkout-api 4\.18\.0/);
    expect(stdout).toContain('hold: ');
    expect(stdout).toContain('not assessed: ');
  });

  it('reads changes and incidents of its data folder, and finds a change by its number', async () => {
    const at = await on();
    const csv = join(at.folder, 'changes.csv');
    const soon = new Date(Date.now() + 30 * 60_000).toISOString();
    const later = new Date(Date.now() + 90 * 60_000).toISOString();
    writeFileSync(csv, `number,title,sites,services,start,end\nX-1,Other team,site-1,,${soon},${later}\n`);
    expect(await at.command(production, ['changes', 'import', csv])).toMatchObject({
      code: 0,
      stdout: '1 created, 0 brought up to date, 0 unchanged\n',
    });
    const held = await check(at, PLAN, production, '--json');
    expect([held.code, answerOf(held).findings.map(({ rule }) => rule)]).toEqual([2, ['overlap']]);
    const stored = await at.command(production, ['changes', 'check', 'CHG-1', '--json']);
    expect(answerOf(stored)).toMatchObject({
      change: { title: 'Other team', number: expect.stringMatching(/^CHG-1-/) as string },
    });
    const out = await at.command(production, ['changes', 'export', '--format', 'ics']);
    expect(out.stdout).toContain('Other team');
  });
});
