import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signalKey } from '../../../shared/domain/status/gathered';
import type { Site } from '../../../shared/domain/workspace/types';
import { MINUTE, ceilTo, floorTo, iso, type Ms } from '../../../shared/lib/time';
import type { BenchContext, Figure, Row } from '../figure';
import { findAwsCli, runAws, type AwsCli } from '../rig/aws-cli';
import { buildPlatform, profileOf, sweepShape, type Platform } from '../rig/platform';
import { startProduct, type RunningProduct } from '../rig/product';
import { startSimulatorProcess, type RunningSimulator } from '../rig/simulator';
import { alarmAnswer, compareAlarms, comparePoints, metricAnswer, type Compared } from '../same-answers';
import { median, summary } from '../statistics';

const LATENCY = { min: 40, max: 250 };
const BUCKETS = 30;
const WARM_UP = 5;
const SWEEPS = 15;
const AT_ONCE = 3;
const ROWS = {
  serial: {
    id: 'c serial',
    what: 'The same questions by `aws`, one after the other: how many times our sweep they take',
    unit: 'x',
    limit: { kind: 'at-least', value: 20 },
  },
  atOnce: {
    id: 'c at once',
    what: 'The same questions by `aws`, all at once: how many times our sweep they take',
    unit: 'x',
    limit: { kind: 'at-least', value: 5 },
  },
} as const;

export const commandLineFigure: Figure = {
  id: 'c',
  title: 'The same questions by the aws command line',
  method:
    'Platform, simulator and product as in (a). What one sweep asks of CloudWatch (GetMetricData with 40 metrics and 30 buckets, DescribeAlarms, of 17 accounts and ' +
    'regions) is asked by one `aws cloudwatch ... --endpoint-url` each, of the same simulator with the same latencies: all 34 one after the other (once), and all 34 ' +
    `started at the same moment (median of ${AT_ONCE}). The clock runs from the start of the first to the end of the last. Ours is the median of ${SWEEPS} sweeps, half before and half after, ` +
    `with AWS Health on top, after ${WARM_UP} to warm up; \`aws\` was started before too. Every number and every alarm state of both is compared: one that differs fails the figure. ` +
    'Of several `aws` on the PATH the one that starts quickest is taken (MERIDIAN_AWS names another).',
  run: measure,
};

async function measure(context: BenchContext): Promise<readonly Row[]> {
  const { seed, out, temp, log } = context;
  const cli = findAwsCli();
  if (cli === null) {
    const skipped = 'there is no aws command line here (Debian: apt-get install awscli)';
    log(`(c) skipped: ${skipped}`);
    return [ROWS.serial, ROWS.atOnce].map((row) => ({ ...row, measured: null, skipped }));
  }
  log(`  ${cli.version} (${cli.path})`);
  const platform = buildPlatform(sweepShape, { seed, now: Date.now(), latency: LATENCY });
  const simulator = await startSimulatorProcess({ out, temp, scenario: platform.scenario });
  try {
    const product = await startProduct({ platform, url: simulator.url, out, temp });
    try {
      return await beside(context, cli, platform, simulator, product);
    } finally {
      await product.stop();
    }
  } finally {
    await simulator.stop();
  }
}

async function beside(
  { temp, log }: BenchContext,
  cli: AwsCli,
  platform: Platform,
  simulator: RunningSimulator,
  product: RunningProduct,
): Promise<readonly Row[]> {
  const ours: number[] = [];
  const sweeps = async (count: number): Promise<void> => {
    for (let run = 0; run < count; run++) ours.push((await product.sweep()).all);
  };
  await sweeps(WARM_UP);
  ours.length = 0;
  await sweeps(Math.ceil(SWEEPS / 2));

  const now = Date.now();
  const range = { from: ceilTo(now, MINUTE) - BUCKETS * MINUTE, to: ceilTo(now, MINUTE) };
  const questions = questionsOf(platform, range, temp);
  const env = {
    ...process.env,
    AWS_SHARED_CREDENTIALS_FILE: join(temp, 'credentials'),
    AWS_CONFIG_FILE: join(temp, 'config'),
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const ask = async ({ words, check }: Question): Promise<Compared> =>
    check(await runAws(cli, [...words, '--endpoint-url', simulator.url, '--output', 'json'], env), product);
  const timed = async (
    run: () => Promise<readonly Compared[]>,
  ): Promise<{ readonly took: Ms; readonly found: readonly Compared[] }> => {
    const since = performance.now();
    const found = await run();
    return { took: performance.now() - since, found };
  };

  const [first] = questions;
  if (first !== undefined) await ask(first);
  await simulator.clearLog();
  // Ours has to have been asked in the same minutes.
  await product.sweep();
  const serial = await timed(async () => {
    const found: Compared[] = [];
    for (const question of questions) found.push(await ask(question));
    return found;
  });
  log(`  one after the other: ${(serial.took / 1_000).toFixed(1)} s`);
  const atOnce: (typeof serial)[] = [];
  for (let run = 0; run < AT_ONCE; run++) {
    const one = await timed(() => Promise.all(questions.map(ask)));
    log(`  all at once: ${(one.took / 1_000).toFixed(1)} s`);
    atOnce.push(one);
  }
  const isXml = (await simulator.log()).some(({ protocol }) => protocol === 'query');
  await sweeps(Math.floor(SWEEPS / 2));

  const compared = same(
    [serial, ...atOnce].flatMap(({ found }) => found),
    range,
  );
  const sweep = median(ours);
  const note = `${compared} numbers and alarm states were the same in both; ${cli.version.split(' ')[0] ?? 'aws'} asked in ${isXml ? 'the XML form' : 'JSON'}`;
  const peer = (took: number): string =>
    `ours ${sweep.toFixed(0)} ms, aws ${(took / 1_000).toFixed(1)} s for ${questions.length} calls`;
  return [
    { ...ROWS.serial, measured: serial.took / sweep, peer: peer(serial.took), note },
    {
      ...ROWS.atOnce,
      ...summary(atOnce.map(({ took }) => took / sweep)),
      peer: peer(median(atOnce.map(({ took }) => took))),
      note,
    },
  ];
}

/** Throws where both were told different things: then it is no comparison. */
function same(found: readonly Compared[], range: { readonly from: Ms }): number {
  const different = found.flatMap((one) => one.different);
  if (different.length > 0)
    throw new Error(`${different.length} answers differ, from ${iso(range.from)}: ${different.slice(0, 5).join('; ')}`);
  return found.reduce((all, one) => all + one.compared, 0);
}

interface Question {
  readonly words: readonly string[];
  readonly check: (answer: unknown, product: RunningProduct) => Compared;
}

/** One call of the command line for each call of our sweep. */
function questionsOf(
  platform: Platform,
  range: { readonly from: Ms; readonly to: Ms },
  temp: string,
): readonly Question[] {
  return platform.workspace.sites.flatMap((site, index) => {
    const file = join(temp, `questions-${index}.json`);
    writeFileSync(file, JSON.stringify({ ...metricInput(site), StartTime: iso(range.from), EndTime: iso(range.to) }));
    const place = ['--region', site.region, '--profile', profileOf(site.account)];
    return [
      {
        words: ['cloudwatch', 'get-metric-data', '--cli-input-json', `file://${file}`, ...place],
        check: (answer: unknown, product: RunningProduct) => checkMetrics(site, answer, product, range),
      },
      {
        words: ['cloudwatch', 'describe-alarms', '--alarm-types', 'MetricAlarm', 'CompositeAlarm', ...place],
        check: (answer: unknown, product: RunningProduct) =>
          compareAlarms(site.id, product.alarms(site.account, site.region), alarmAnswer.parse(answer).MetricAlarms),
      },
    ];
  });
}

const metricInput = (site: Site) => ({
  MetricDataQueries: site.signals.map(({ question, periodSeconds }, index) => {
    if (question.kind !== 'metric') throw new Error('the bench asks plain metrics');
    const { namespace, name, dimensions, statistic } = question.metric;
    return {
      Id: `q${index}`,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodSeconds,
        Stat: statistic,
      },
    };
  }),
});

function checkMetrics(
  site: Site,
  answer: unknown,
  product: RunningProduct,
  range: { readonly from: Ms; readonly to: Ms },
): Compared {
  const { MetricDataResults } = metricAnswer.parse(answer);
  const parts = site.signals.map((signal, index) => {
    const key = signalKey(site.id, signal.id);
    const theirs = MetricDataResults.find(({ Id }) => Id === `q${index}`);
    const compared = comparePoints(key, product.signal(key)?.points ?? [], theirs, {
      from: range.from,
      to: floorTo(range.to, MINUTE),
    });
    // Half a comparison would prove nothing.
    if (compared.compared !== BUCKETS) throw new Error(`${key}: ${compared.compared} points instead of ${BUCKETS}`);
    return compared;
  });
  return {
    compared: parts.reduce((all, part) => all + part.compared, 0),
    different: parts.flatMap((part) => part.different),
  };
}
