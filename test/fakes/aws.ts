import type { AwsAnswer, AwsFailure, AwsPort, AwsTarget, Operation } from '../../main/polling/ports';
import type { Query } from '../../main/polling/questions/calls';
import type { SignInEnd } from '../../shared/domain/sources/sign-in';
import { err, ok, type Result } from '../../shared/lib/result';
import { SECOND, type Ms } from '../../shared/lib/time';

/** One call as it came in. */
export interface FakeCall {
  readonly target: AwsTarget;
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly deadline: Ms;
  readonly at: Ms;
}

type Reply = { readonly body: string | Uint8Array } | AwsFailure | 'silence';
type Handler = (call: FakeCall) => Reply;
/** Value of a metric in the bucket that starts at an instant; null for no point. */
type Value = (at: Ms, query: { readonly statistic: string; readonly periodSeconds: number }) => number | null;

export const failure = (kind: AwsFailure['kind'], reason: string, code: string | null = null): AwsFailure => ({
  kind,
  reason,
  code,
});
const json = (value: unknown): Reply => ({ body: JSON.stringify(value) });

const NO_STACKS = '<ListStacksResponse><ListStacksResult><StackSummaries/></ListStacksResult></ListStacksResponse>';

const EMPTY: Readonly<Record<Exclude<Operation, 'ListStacks'>, unknown>> = {
  DescribeAlarms: { MetricAlarms: [], CompositeAlarms: [], LogAlarms: [] },
  ListAlarmMuteRules: { AlarmMuteRuleSummaries: [] },
  GetAlarmMuteRule: {},
  GetMetricData: { MetricDataResults: [], Messages: [] },
  DescribeEvents: { events: [] },
  DescribeEventDetails: { successfulSet: [], failedSet: [] },
  DescribeAffectedEntities: { entities: [] },
  DescribeEventsForOrganization: { events: [] },
  DescribeEventDetailsForOrganization: { successfulSet: [], failedSet: [] },
  DescribeAffectedAccountsForOrganization: { affectedAccounts: [] },
  DescribeAffectedEntitiesForOrganization: { entities: [], failedSet: [] },
  ListPipelines: { pipelines: [] },
  ListPipelineExecutions: { pipelineExecutionSummaries: [] },
  GetPipelineState: { stageStates: [] },
  ListDeployments: { deployments: [] },
  BatchGetDeployments: { deploymentsInfo: [] },
};

/** AWS as polling sees it, for tests: what was asked is kept, what is answered is said in advance. */
export class FakeAws implements AwsPort {
  readonly calls: FakeCall[] = [];
  /** How far AWS's clock is ahead of ours. */
  ahead: Ms = 0;
  closed = false;
  /** How often STS was asked who we are, and why it does not tell; null: it does. */
  identitiesAsked = 0;
  nobody: AwsFailure | null = null;
  private unplugged: AwsFailure | null = null;
  private readonly now: () => Ms;
  private readonly handlers = new Map<string, Handler>();
  private readonly values = new Map<string, Value>();
  private readonly refused = new Map<string, string>();
  private readonly listeners = new Map<string, Set<() => void>>();

  constructor(now: () => Ms) {
    this.now = now;
  }

  /** `region` narrows it to one region; an account's Health is in `global`. */
  answers(operation: Operation, value: unknown, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, () => json(value));
  }

  answersBytes(operation: Operation, body: string | Uint8Array, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, () => ({ body }));
  }

  /** Bytes, a refusal or silence, by what was asked. */
  repliesBy(operation: Operation, handler: (call: FakeCall) => Reply, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, handler);
  }

  /** One page after the other; the tokens are made here. */
  answersPages(operation: Operation, pages: readonly Readonly<Record<string, unknown>>[], region = '*'): void {
    const field = /^(DescribeAlarms|GetMetricData|ListAlarmMuteRules)$/.test(operation) ? 'NextToken' : 'nextToken';
    this.handlers.set(`${operation} ${region}`, ({ input }) => {
      const token = input[field];
      const page = typeof token === 'string' ? Number(token.slice(4)) : 0;
      return json({ ...pages[page], ...(page + 1 < pages.length ? { [field]: `page${page + 1}` } : {}) });
    });
  }

  answersBy(operation: Operation, handler: (call: FakeCall) => unknown, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, (call) => json(handler(call)));
  }

  fails(operation: Operation, reply: AwsFailure, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, () => reply);
  }

  failsBy(
    operation: Operation,
    handler: (call: FakeCall) => AwsFailure | null,
    value: (call: FakeCall) => unknown,
    region = '*',
  ): void {
    this.handlers.set(`${operation} ${region}`, (call) => handler(call) ?? json(value(call)));
  }

  hangs(operation: Operation, region = '*'): void {
    this.handlers.set(`${operation} ${region}`, () => 'silence');
  }

  /** From now on as if nothing had been said of it. */
  heals(operation: Operation, region = '*'): void {
    this.handlers.delete(`${operation} ${region}`);
  }

  /** The network is gone: every call fails as offline, whatever was said of it before. */
  unplug(reason = 'the network cannot be reached'): void {
    this.unplugged = failure('offline', reason);
  }

  plugIn(): void {
    this.unplugged = null;
  }

  /** A metric has points, by its name or by the text of an expression with its ids as they were sent. */
  hasMetric(name: string, value: Value | number): void {
    this.values.set(name, typeof value === 'number' ? () => value : value);
  }

  /** CloudWatch refuses any call that holds this metric, expression or a part of it. */
  refusesQuery(part: string, message = 'Error in expression: it is bad'): void {
    this.refused.set(part, message);
  }

  acceptsQuery(part: string): void {
    this.refused.delete(part);
  }

  /** The credential files of a profile changed. */
  changesCredentials(profile: string): void {
    for (const listener of this.listeners.get(profile) ?? []) listener();
  }

  get listening(): number {
    return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }

  callsOf(operation: Operation, region?: string): readonly FakeCall[] {
    return this.calls.filter(
      (call) => call.operation === operation && (region === undefined || call.target.region === region),
    );
  }

  forgetCalls(): void {
    this.calls.length = 0;
  }

  async call(
    target: AwsTarget,
    operation: Operation,
    input: Readonly<Record<string, unknown>>,
    options: { readonly deadline: Ms; readonly signal?: AbortSignal },
  ): Promise<Result<AwsAnswer, AwsFailure>> {
    const call: FakeCall = { target, operation, input, deadline: options.deadline, at: this.now() };
    this.calls.push(call);
    if (this.unplugged !== null) return err(this.unplugged);
    const handler =
      this.handlers.get(`${operation} ${target.region}`) ??
      this.handlers.get(`${operation} *`) ??
      ((one) => this.usual(one));
    const reply = handler(call);
    if (reply === 'silence') {
      return new Promise((resolve) => {
        options.signal?.addEventListener(
          'abort',
          () => resolve(err(failure('offline', 'stopped before it was answered'))),
          { once: true },
        );
      });
    }
    if ('kind' in reply) return err(reply);
    const body = typeof reply.body === 'string' ? new TextEncoder().encode(reply.body) : reply.body;
    // The Date header has whole seconds.
    return ok({ body, awsAt: Math.floor((this.now() + this.ahead) / SECOND) * SECOND });
  }

  async whoAmI(): Promise<Result<{ readonly awsAccountId: string; readonly arn: string }, AwsFailure>> {
    this.identitiesAsked++;
    if (this.nobody !== null) return err(this.nobody);
    return ok({ awsAccountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/x' });
  }

  /** Until when a profile is signed in; left out: its keys last. */
  readonly signIns = new Map<string, SignInEnd>();

  async signInEnd(profile: string): Promise<SignInEnd> {
    return this.signIns.get(profile) ?? { endsAt: null, unsure: null, remedy: 'renew its keys' };
  }

  onCredentialsChanged(profile: string, listener: () => void): () => void {
    const set = this.listeners.get(profile) ?? new Set();
    this.listeners.set(profile, set);
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  private usual(call: FakeCall): Reply {
    if (call.operation === 'ListStacks') return { body: NO_STACKS };
    if (call.operation !== 'GetMetricData') return json(EMPTY[call.operation]);
    const queries = queriesOf(call);
    for (const query of queries) {
      const text = 'Expression' in query ? query.Expression : query.MetricStat.Metric.MetricName;
      for (const [part, message] of this.refused)
        if (text.includes(part)) return failure('validation', message.replace('{id}', query.Id), 'ValidationError');
    }
    const { start, end } = rangeOf(call);
    const results = queries.flatMap((query) => (query.ReturnData ? [this.result(query, queries, start, end)] : []));
    return json({ MetricDataResults: results, Messages: [] });
  }

  private result(query: Query, queries: readonly Query[], start: Ms, end: Ms): unknown {
    const stat = 'MetricStat' in query ? query.MetricStat : null;
    const period = stat?.Period ?? firstPeriod(queries);
    const value = this.values.get(stat?.Metric.MetricName ?? ('Expression' in query ? query.Expression : ''));
    const points: [number, number][] = [];
    for (let at = start; value !== undefined && at < Math.min(end, this.now() + this.ahead); at += period * SECOND) {
      const one = value(at, { statistic: stat?.Stat ?? '', periodSeconds: period });
      if (one !== null) points.push([at / SECOND, one]);
    }
    points.reverse();
    return {
      Id: query.Id,
      Label: stat?.Metric.MetricName ?? query.Id,
      StatusCode: 'Complete',
      Timestamps: points.map(([at]) => at),
      Values: points.map(([, one]) => one),
    };
  }
}

export const queriesOf = (call: FakeCall): readonly Query[] => call.input['MetricDataQueries'] as readonly Query[];
export const rangeOf = (call: FakeCall): { readonly start: Ms; readonly end: Ms } => ({
  start: (call.input['StartTime'] as Date).getTime(),
  end: (call.input['EndTime'] as Date).getTime(),
});

const firstPeriod = (queries: readonly Query[]): number => {
  for (const query of queries) if ('MetricStat' in query) return query.MetricStat.Period;
  return 60;
};
