import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSimulator, type Simulator } from '../../main/simulator/index';
import type { StatusJson } from '../../shared/domain/snapshot/status-json';

export const CLI = resolve(import.meta.dirname, '../../out/main/cli.cjs');

/** What one run of the command line gave. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface StatusRun extends Run {
  readonly json: StatusJson;
}

/** Runs the built command line as a person would: own process, own environment. */
export function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const begun = performance.now();
  const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment };
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [CLI, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', failed);
    child.once('close', (code) => {
      done({ code, stdout, stderr, milliseconds: performance.now() - begun });
    });
  });
}

const PROD_ACCOUNT = '111122223333';
const KEY = 'AKIATESTPROD00000001';

/** A scripted AWS on loopback, and the command line pointed at it. */
export interface Stage {
  readonly simulator: Simulator;
  readonly folder: string;
  status(
    workspace: string,
    words?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<StatusRun>;
  /** Any command, at the same AWS, with a workspace file and one data folder for all of them. */
  command(workspace: string, words: readonly string[]): Promise<Run>;
}

export async function stage(scenario: object): Promise<Stage> {
  const simulator = await startSimulator({
    port: 0,
    seed: 1,
    clock: () => Date.now(),
    scenario: { world: 'empty', accounts: { [KEY]: { awsAccountId: PROD_ACCOUNT } }, ...scenario },
  });
  const folder = mkdtempSync(join(tmpdir(), 'meridian-e2e-'));
  const credentials = join(folder, 'credentials');
  const config = join(folder, 'config');
  writeFileSync(credentials, `[prod]\naws_access_key_id = ${KEY}\naws_secret_access_key = not-a-secret\n`);
  writeFileSync(config, '');
  let runs = 0;
  const reached = {
    AWS_ENDPOINT_URL: simulator.url,
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
  };
  return {
    simulator,
    folder,
    command: (workspace, words) => {
      const file = join(folder, 'workspace.yaml');
      writeFileSync(file, workspace);
      return run([...words, '--workspace', file, '--data', join(folder, 'data')], reached);
    },
    status: async (workspace, words = [], environment = {}) => {
      runs++;
      const file = join(folder, `workspace-${runs}.yaml`);
      writeFileSync(file, workspace);
      const result = await run(
        ['status', '--json', '--workspace', file, '--data', join(folder, `data-${runs}`), ...words],
        { ...reached, ...environment },
      );
      if (result.stdout === '') throw new Error(`no status (exit ${String(result.code)}): ${result.stderr}`);
      return { ...result, json: JSON.parse(result.stdout) as StatusJson };
    },
  };
}

export interface SiteText {
  readonly id?: string;
  readonly country?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly aws?: string;
  readonly alarms?: string;
  /** Lines of YAML under `signals:`, each starting with `- `. */
  readonly signals?: readonly string[];
}

/** A workspace file with valid defaults: say only what the test is about. */
export function workspaceText(...sites: readonly SiteText[]): string {
  return [
    'version: 1',
    'workspace: { id: test, name: Test }',
    'accounts: [{ id: prod, name: Production, profile: prod }]',
    'sites:',
    ...sites.flatMap((site, index) => [
      `  - id: ${site.id ?? `site-${index + 1}`}`,
      `    name: ${site.id ?? `Site ${index + 1}`}`,
      `    country: ${site.country ?? 'BR'}`,
      `    tier: ${site.tier ?? 'production'}`,
      '    account: prod',
      `    region: ${site.region ?? 'sa-east-1'}`,
      '    timeZone: America/Sao_Paulo',
      ...(site.aws === undefined ? [] : [`    aws: ${site.aws}`]),
      `    alarms: ${site.alarms ?? '{ include: [] }'}`,
      ...(site.signals === undefined ? [] : ['    signals:', ...site.signals.map((line) => `      ${line}`)]),
    ]),
    '',
  ].join('\n');
}

/** One signal on a metric `Test/<name>`, worse when higher: warning 10, critical 20. */
export function signalText(id: string, more: Readonly<Record<string, string | number>> = {}): string {
  const parts: Record<string, string | number> = {
    id,
    name: id,
    unit: 'count',
    worse: 'higher',
    metric: `{ namespace: Test, name: ${id}, statistic: Average, period: 60 }`,
    warning: 10,
    critical: 20,
    ...more,
  };
  return `- { ${Object.entries(parts)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;
}

/** Values of the newest complete buckets, the last one newest; null is a bucket without a point. */
export const metric = (name: string, values: readonly (number | null)[], more: object = {}): object => ({
  region: 'sa-east-1',
  namespace: 'Test',
  name,
  statistic: 'Average',
  period: 60,
  series: { values, endingAt: 'complete' },
  ...more,
});

export const constant = (name: string, value: number, more: object = {}): object => ({
  region: 'sa-east-1',
  namespace: 'Test',
  name,
  period: 60,
  series: { constant: value },
  ...more,
});

export const siteOf = (run: StatusRun, id: string): StatusJson['sites'][number] => {
  const site = run.json.sites.find((one) => one.id === id);
  if (site === undefined) throw new Error(`no site ${id} in ${run.stdout.slice(0, 200)}`);
  return site;
};
