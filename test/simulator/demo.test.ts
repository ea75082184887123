import { DescribeAlarmsCommand, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import {
  DescribeAffectedEntitiesCommand,
  DescribeEventDetailsCommand,
  DescribeEventsCommand,
} from '@aws-sdk/client-health';
import { describe, expect, test } from 'vitest';
import { demoWorkspaceText } from '../../main/simulator';
import { SITES } from '../../main/simulator/world/sites';
import { describeProblem } from '../../shared/domain/yaml/read-yaml';
import { parseWorkspace } from '../../shared/domain/workspace/parse';
import type { Metric, Signal, Workspace } from '../../shared/domain/workspace/types';
import { HOUR } from '../../shared/lib/time';
import { LOWER, NOW, PROD, started, type Started } from './harness';

function demoWorkspace(): Workspace {
  const parsed = parseWorkspace(demoWorkspaceText);
  if (!parsed.ok) throw new Error(parsed.error.map((problem) => describeProblem('demo.yaml', problem)).join('\n'));
  return parsed.value;
}
const workspace = demoWorkspace();
const keyOf = (account: string): string => (account === 'prod' ? PROD : LOWER);

const metricQuery = (id: string, metric: Metric, returned: boolean): MetricDataQuery => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Stat: metric.statistic,
    Period: metric.periodSeconds,
  },
  ReturnData: returned,
});

/** The queries of one signal, with ids that are unique in the call. */
function queriesOf(signal: Signal, prefix: string): MetricDataQuery[] {
  const { question } = signal;
  if (question.kind === 'metric') return [metricQuery(prefix, question.metric, true)];
  const ids = [...question.metrics.keys()];
  const expression = question.expression.replaceAll(/\b[a-z]\w*\b/g, (id) =>
    ids.includes(id) ? `${prefix}_${id}` : id,
  );
  return [
    ...[...question.metrics].map(([id, metric]) => metricQuery(`${prefix}_${id}`, metric, false)),
    { Id: prefix, Expression: expression },
  ];
}

async function alarmNames(sim: Started, account: string, region: string): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sim
      .cloudWatch(region, keyOf(account))
      .send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100, NextToken }));
    names.push(...[...page.CompositeAlarms!, ...page.MetricAlarms!].map((alarm) => alarm.AlarmName!));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}

describe('the demo workspace', () => {
  test('is a valid workspace with the sites of the simulated world', () => {
    expect(workspace.sites.map(({ id, name, country, tier, region }) => ({ id, name, country, tier, region }))).toEqual(
      SITES.map(({ id, name, country, tier, region }) => ({ id, name, country: country.code, tier, region })),
    );
    expect([...workspace.accounts.values()].map((account) => account.profile)).toEqual([
      'meridian-demo-prod',
      'meridian-demo-lower',
    ]);
    expect(workspace.teams.map((team) => team.name)).toEqual(['Brazil L2', 'India L2', 'US L3', 'Ukraine L3']);
  });

  test('every signal has data, except at the silent site', async () => {
    const sim = await started();
    const empty: string[] = [];
    for (const site of workspace.sites) {
      for (const signal of site.signals) {
        const answer = await sim.cloudWatch(signal.region, keyOf(signal.account)).send(
          new GetMetricDataCommand({
            StartTime: new Date(NOW - HOUR),
            EndTime: new Date(NOW),
            MetricDataQueries: queriesOf(signal, 'q'),
          }),
        );
        const [result] = answer.MetricDataResults!;
        expect(result!.StatusCode).toBe('Complete');
        if (result!.Timestamps![0]!.getTime() < NOW - 5 * 60_000) empty.push(`${site.id}/${signal.id}`);
      }
    }
    expect(empty).toEqual(['ca-dev/p95', 'ca-dev/saturation']);
  });

  test('every pattern of alarms matches some', async () => {
    const sim = await started();
    for (const site of workspace.sites) {
      const names = await alarmNames(sim, site.account, site.region);
      const prefix = site.alarms.include![0]!.replace('*', '');
      expect(names.filter((name) => name.startsWith(prefix)).length).toBeGreaterThan(1);
      const pages = names.filter((name) => name.startsWith(prefix) && name.endsWith('-page'));
      expect(pages).toHaveLength(site.tier === 'production' ? 1 : 0);
    }
  });

  test('one sweep takes as many calls as the truth says is the least', async () => {
    const sim = await started();
    const places = new Map(workspace.sites.map((site) => [`${site.account}/${site.region}`, site]));
    for (const { account, region } of places.values()) {
      const signals = workspace.sites.flatMap((site) =>
        site.signals.filter((signal) => signal.account === account && signal.region === region),
      );
      await sim.cloudWatch(region, keyOf(account)).send(
        new GetMetricDataCommand({
          StartTime: new Date(NOW - HOUR),
          EndTime: new Date(NOW),
          MetricDataQueries: signals.flatMap((signal, i) => queriesOf(signal, `q${i}`)),
        }),
      );
      await alarmNames(sim, account, region);
    }
    for (const key of [PROD, LOWER]) {
      const { events } = await sim.health(key).send(new DescribeEventsCommand({ maxResults: 100 }));
      const eventArns = events!.map((event) => event.arn!);
      await sim.health(key).send(new DescribeEventDetailsCommand({ eventArns }));
      await sim.health(key).send(new DescribeAffectedEntitiesCommand({ filter: { eventArns }, maxResults: 100 }));
    }

    const counts = new Map<string, Record<string, number>>();
    for (const { account, region, service, operation } of sim.log()) {
      const key = `${account!} ${service === 'health' ? 'global' : region}`;
      const entry = counts.get(key) ?? {};
      entry[operation] = (entry[operation] ?? 0) + 1;
      counts.set(key, entry);
    }
    const { fewestCalls } = (await sim.control('GET', '/_sim/truth')) as {
      fewestCalls: ({ account: string; region: string } & Record<string, number | string>)[];
    };
    expect(new Map(fewestCalls.map(({ account, region, ...calls }) => [`${account} ${region}`, calls]))).toEqual(
      counts,
    );
  });
});
