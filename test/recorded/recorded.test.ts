import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAws, type Aws } from '../../main/aws/aws';
import { inlineDecoder } from '../../main/polling/decode/decoder';
import { parseAnswer, type AnswerKind, type Parsed } from '../../main/polling/parse/parse';
import type { Operation } from '../../main/polling/ports';
import { createOwnAccount, type OwnAccount } from '../../main/polling/own-account';
import { createAsker, type Asker } from '../../main/polling/sweep/asker';
import { sweepAlarms } from '../../main/polling/sweep/alarms';
import { sweepHealth } from '../../main/polling/sweep/health';
import { systemClock } from '../../main/polling/system-clock';
import { resultXml } from '../../main/simulator/protocol/xml';
import { isOpen } from '../../shared/domain/health/rules';
import { createAwsHome, replyWith, startTinyAws, type AwsHome, type TinyAws } from '../aws/tiny-aws';

/** Recorded and documented answers of AWS; they are not part of the project, so elsewhere these tests are skipped. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'fixtures', 'aws');

interface Recorded {
  readonly file: string;
  readonly operation: string;
  readonly response: Readonly<Record<string, unknown>>;
}

const filesOf = (folder: string): readonly string[] =>
  existsSync(join(FOLDER, folder)) ? readdirSync(join(FOLDER, folder)).map((name) => join(folder, name)) : [];
const WIRE = ['health', 'alarms', 'metrics', 'codepipeline', 'codedeploy', 'cloudformation'].map(
  (api) => `wire/${api}`,
);
const recorded: readonly Recorded[] = WIRE.flatMap(filesOf).flatMap((file) =>
  (JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as readonly Omit<Recorded, 'file'>[]).map((one) => ({
    ...one,
    file,
  })),
);
const of = (operation: string): readonly Recorded[] => recorded.filter((one) => one.operation === operation);
type Item = Readonly<Record<string, unknown>>;
const list = (value: unknown): readonly Item[] => (Array.isArray(value) ? (value as readonly Item[]) : []);

/** What is asked of changes from outside, and the list each answers with. */
const OUTSIDE = [
  ['ListPipelines', 'pipelines', 'pipelines'],
  ['ListPipelineExecutions', 'executions', 'pipelineExecutionSummaries'],
  ['GetPipelineState', 'pipelineState', 'stageStates'],
  ['ListDeployments', 'deploymentIds', 'deployments'],
  ['BatchGetDeployments', 'deployments', 'deploymentsInfo'],
  ['ListStacks', 'stacks', 'StackSummaries'],
] as const satisfies readonly (readonly [Operation, AnswerKind, string])[];

let server: TinyAws;
let home: AwsHome;
let aws: Aws;
let asker: Asker;
let own: OwnAccount;

beforeAll(async () => {
  server = await startTinyAws();
  home = await createAwsHome('', '[prod]\naws_access_key_id = A\naws_secret_access_key = s\n');
  aws = createAws({ clock: systemClock, endpoint: server.url, files: home.files });
  const target = { account: 'prod', profile: 'prod', region: 'us-east-1' };
  own = createOwnAccount(aws, target, () => Date.now() + 10_000);
  asker = createAsker({
    aws,
    target,
    clock: systemClock,
    decoder: inlineDecoder,
    deadline: () => Date.now() + 10_000,
    signal: new AbortController().signal,
    onUsage: () => undefined,
  });
});
afterAll(async () => {
  await aws.close();
  await server.close();
  await home.remove();
});

async function ask<K extends AnswerKind>(kind: K, operation: Operation, response: unknown): Promise<Parsed[K]> {
  server.reply(replyWith.json(response));
  const answer = await asker.ask(kind, operation, operation === 'GetMetricData' ? { MetricDataQueries: [] } : {});
  if (!answer.ok) throw new Error(answer.error.reason);
  return answer.value.value;
}

describe.skipIf(recorded.length === 0)('recorded answers', () => {
  it.each(of('DescribeAlarms').map((one) => [one.file, one] as const))(
    '%s: every alarm is there or named',
    async (_file, { response }) => {
      const page = await ask('alarms', 'DescribeAlarms', response);
      const sent = ['MetricAlarms', 'CompositeAlarms', 'LogAlarms'].flatMap((field) => list(response[field]));
      for (const item of sent) {
        const name = String(item['AlarmName']);
        const alarm = page.alarms.find((one) => one.name === name);
        if (alarm === undefined)
          expect(
            page.notUnderstood.some((text) => text.includes(name)),
            name,
          ).toBe(true);
        else expect(alarm.state).toBe(item['StateValue']);
      }
      expect(page.alarms.length + page.notUnderstood.length).toBe(sent.length);
      server.reply(replyWith.json(response));
      const found = await sweepAlarms(asker, { oldTypes: false });
      expect(found.ok).toBe(true);
    },
  );

  it.each(of('GetMetricData').map((one) => [one.file, one] as const))(
    '%s: every result is there or named',
    async (_file, { response }) => {
      const page = await ask('metrics', 'GetMetricData', response);
      for (const item of list(response['MetricDataResults'])) {
        const result = page.results.find((one) => one.id === item['Id']);
        if (result === undefined) expect(page.notUnderstood.map(({ id }) => id)).toContain(item['Id']);
        else expect([result.values.length, result.dropped]).toEqual([list(item['Values']).length, 0]);
      }
    },
  );

  it.each(of('DescribeEvents').map((one) => [one.file, one] as const))(
    '%s: every event is there or named, and nothing that has ended is open (S7)',
    async (_file, { response }) => {
      const page = await ask('events', 'DescribeEvents', response);
      const sent = list(response['events']);
      for (const item of sent) {
        const event = page.events.find((one) => one.arn === item['arn']);
        if (event === undefined) expect(page.notUnderstood.join()).toContain(String(item['arn']));
        else
          expect(
            isOpen(event, Date.now()) &&
              (item['statusCode'] === 'closed' || Number(item['endTime']) * 1_000 < Date.now()),
          ).toBe(false);
      }
      server.reply(
        replyWith.by({
          DescribeEvents: replyWith.json(response),
          DescribeEventDetails: replyWith.json({ successfulSet: [], failedSet: [] }),
          DescribeAffectedEntities: replyWith.json({ entities: [] }),
        }),
      );
      const found = await sweepHealth(asker, new Map(), { organization: false, own, now: Date.now() });
      expect(found.ok && found.value.events).toHaveLength(new Set(sent.map((item) => item['arn'])).size);
    },
  );

  it.each(of('DescribeEventDetails').map((one) => [one.file, one] as const))(
    '%s: every event has its description',
    async (_file, { response }) => {
      const page = await ask('details', 'DescribeEventDetails', response);
      const sent = list(response['successfulSet']);
      expect(page.details).toHaveLength(sent.length);
      expect(page.failed).toHaveLength(list(response['failedSet']).length);
      for (const { event, description } of page.details) {
        expect(description).not.toBeNull();
        expect(description).not.toContain('\\n');
        expect(
          isOpen(event, Date.now()) && (event.status === 'closed' || (event.end !== null && event.end < Date.now())),
        ).toBe(false);
      }
    },
  );

  it.each(of('DescribeAffectedEntities').map((one) => [one.file, one] as const))(
    '%s: every resource is there',
    async (_file, { response }) => {
      const page = await ask('entities', 'DescribeAffectedEntities', response);
      expect(page.entities.map(({ value }) => value)).toEqual(
        list(response['entities']).map((item) => item['entityValue']),
      );
    },
  );

  const outside = OUTSIDE.flatMap(([operation, kind, field]) =>
    of(operation).map((one) => [`${one.file} ${operation}`, one, kind, field] as const),
  );
  // None of them is recorded yet.
  it.skipIf(outside.length === 0).each(outside)(
    '%s: every item is there or named',
    async (_name, { operation, response }, kind, field) => {
      // Recordings are objects; CloudFormation's own form is XML.
      const body = operation === 'ListStacks' ? resultXml('cloudformation', operation, response, 'x') : response;
      const parsed = parseAnswer(
        kind,
        new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
        0,
      );
      if (!parsed.ok) throw new Error(parsed.error);
      const lists = Object.entries(parsed.value).flatMap(([name, value]) => (name === 'nextToken' ? [] : list(value)));
      expect(lists).toHaveLength(list(response[field]).length);
    },
  );

  it('of operations that are not asked are refused in words, not read as something else', () => {
    const others = recorded.filter(
      ({ operation }) =>
        ![
          'DescribeAlarms',
          'GetMetricData',
          'DescribeEvents',
          'DescribeEventDetails',
          'DescribeAffectedEntities',
          ...OUTSIDE.map(([asked]) => asked),
        ].includes(operation),
    );
    for (const { response } of others) {
      const parsed = parseAnswer('metrics', new TextEncoder().encode(JSON.stringify(response)), Date.now());
      expect(parsed).toEqual({ ok: false, error: 'no MetricDataResults in it' });
    }
  });

  it('of every other kind go through HTTP and every parser without a crash', async () => {
    const kinds: readonly (readonly [AnswerKind, Operation])[] = [
      ['alarms', 'DescribeAlarms'],
      ['metrics', 'GetMetricData'],
      ['events', 'DescribeEvents'],
      ['details', 'DescribeEventDetails'],
      ['entities', 'DescribeAffectedEntities'],
      ['pipelines', 'ListPipelines'],
      ['executions', 'ListPipelineExecutions'],
      ['pipelineState', 'GetPipelineState'],
      ['deploymentIds', 'ListDeployments'],
      ['deployments', 'BatchGetDeployments'],
      ['stacks', 'ListStacks'],
    ];
    for (const file of ['dashboards', 'health', ...WIRE].flatMap(filesOf)) {
      server.reply(replyWith.text(readFileSync(join(FOLDER, file), 'utf8'), 200, 'application/json'));
      for (const [kind, operation] of kinds) {
        const answer = await asker.ask(kind, operation, operation === 'GetMetricData' ? { MetricDataQueries: [] } : {});
        expect(answer.ok ? '' : answer.error.kind, `${file} as ${kind}`).toBe('error');
      }
    }
  });
});
