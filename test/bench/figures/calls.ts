import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { LogEntry } from '../../../main/simulator';
import { fewestBilled, fewestCalls, type Calls, type Occasion } from '../fewest';
import type { BenchContext, Figure, Row } from '../figure';
import { buildPlatform, sweepShape, type MetricGroup, type PlatformShape } from '../rig/platform';
import { startProduct } from '../rig/product';
import { startSimulatorProcess } from '../rig/simulator';

const LIMIT = { kind: 'equal', value: 1 } as const;

const metrics = (count: number, statistics: readonly string[] = ['Average'], period = 60): MetricGroup => ({
  metrics: count,
  statistics,
  period,
});
const place = (groups: readonly MetricGroup[], alarms: number, events = 0, entities = 0): PlatformShape => ({
  places: [{ account: 'production', region: 'sa-east-1', groups, alarms }],
  events,
  entities,
});

/** The platform of figure (a), and shapes that lie on either side of a limit. */
const SHAPES: readonly (readonly [what: string, shape: PlatformShape])[] = [
  ['17 accounts and regions x 40 signals', sweepShape],
  ['500 signals, 100 alarms', place([metrics(500)], 100)],
  ['501 signals, 101 alarms', place([metrics(501)], 101)],
  ['1,001 signals, no alarm', place([metrics(1_001)], 0)],
  ['101 metrics with 5 statistics each', place([metrics(101, ['Average', 'Sum', 'Maximum', 'p95', 'p99'])], 1)],
  ['333 metrics with 3 statistics each', place([metrics(333, ['Average', 'Maximum', 'p95'])], 1)],
  ['250 signals with buckets of 10 s', place([metrics(250, ['Average'], 10)], 1)],
  ['260 signals of 60 s beside 240 of 300 s', place([metrics(260), metrics(240, ['Average'], 300)], 250)],
  ['123 events of AWS Health with 4 resources each', place([metrics(1)], 1, 123, 4)],
];

export const callsFigure: Figure = {
  id: 'b',
  title: 'Calls against the fewest possible',
  method:
    'The product (as in a, without latency) makes its first sweep after a start (3 hours) and a usual one (30 buckets) over platforms of several shapes. ' +
    "Calls are counted in the simulator's log, every page and every refusal, and divided by the fewest that the limits of AWS allow, computed from the numbers " +
    'of signals, statistics, alarms and events alone: 500 queries and 100,800 points a call, statistics of one metric together, 100 alarms and 100 events a page, ' +
    '10 events a call for details and resources, which are asked of new events only. Changes from outside, which no status needs and nobody bills, are not asked. "Billed" is the same for the metrics that AWS would bill.',
  run: measure,
};

async function measure(context: BenchContext): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const made: Counted = { calls: 0, fewest: 0, billed: 0, fewestBilled: 0 };
  for (const [what, shape] of SHAPES) {
    context.log(`  ${what}`);
    const counted = await count(context, shape);
    for (const { found, fewest, billed, least } of counted) {
      made.calls += total(found);
      made.fewest += total(fewest);
      made.billed += billed;
      made.fewestBilled += least;
    }
    const calls = (pick: (one: Sweep) => Calls): number => counted.reduce((all, one) => all + total(pick(one)), 0);
    rows.push({
      id: 'b shape',
      what,
      // Every operation must be right on its own: one call too many cannot hide behind one too few.
      measured: Math.max(...counted.flatMap(ratios)),
      unit: 'x',
      limit: LIMIT,
      peer: `fewest ${calls(({ fewest }) => fewest)} calls, made ${calls(({ found }) => found)}`,
      note: counted.map(({ occasion, found, fewest }) => `${occasion}: ${sayCalls(found, fewest)}`).join('; '),
    });
  }
  return [
    {
      id: 'b',
      what: 'Calls of all shapes together, beside the fewest possible',
      measured: made.calls / made.fewest,
      unit: 'x',
      limit: LIMIT,
      peer: `fewest ${made.fewest} calls, made ${made.calls}`,
    },
    {
      id: 'b billed',
      what: 'Metrics billed for all shapes together, beside the fewest possible',
      measured: made.billed / made.fewestBilled,
      unit: 'x',
      limit: LIMIT,
      peer: `fewest ${made.fewestBilled}, billed ${made.billed}`,
    },
    ...rows,
  ];
}

interface Counted {
  calls: number;
  fewest: number;
  billed: number;
  fewestBilled: number;
}

interface Sweep {
  readonly occasion: Occasion;
  readonly found: Calls;
  readonly fewest: Calls;
  readonly billed: number;
  readonly least: number;
}

async function count(context: BenchContext, shape: PlatformShape): Promise<readonly Sweep[]> {
  const { seed, out } = context;
  const temp = mkdtempSync(join(context.temp, 'shape-'));
  const platform = buildPlatform(shape, { seed, now: Date.now(), latency: null });
  const simulator = await startSimulatorProcess({ out, temp, scenario: platform.scenario });
  try {
    const product = await startProduct({ platform, url: simulator.url, out, temp });
    try {
      const start = sweepOf('start', shape, await simulator.log());
      await simulator.clearLog();
      await product.sweep();
      return [start, sweepOf('usual', shape, await simulator.log())];
    } finally {
      await product.stop();
    }
  } finally {
    await simulator.stop();
  }
}

function sweepOf(occasion: Occasion, shape: PlatformShape, log: readonly LogEntry[]): Sweep {
  const found: Record<string, number> = {};
  for (const { operation } of log) found[operation] = (found[operation] ?? 0) + 1;
  return {
    occasion,
    found,
    fewest: fewestCalls(shape, occasion),
    billed: log.reduce((all, { billedMetrics }) => all + billedMetrics, 0),
    least: fewestBilled(shape),
  };
}

const total = (calls: Calls): number => Object.values(calls).reduce((all, one) => all + one, 0);

/** Of every operation; one that was not needed at all is infinitely more than the fewest, and so is one below it: that was not the whole sweep. */
const ratios = ({ found, fewest }: Sweep): readonly number[] =>
  [...new Set([...Object.keys(found), ...Object.keys(fewest)])].map((operation) => {
    const made = found[operation] ?? 0;
    const least = fewest[operation] ?? 0;
    return made < least || least === 0 ? Infinity : made / least;
  });

const sayCalls = (found: Calls, fewest: Calls): string =>
  [...new Set([...Object.keys(fewest), ...Object.keys(found)])]
    .map((operation) => `${operation} ${found[operation] ?? 0} of ${fewest[operation] ?? 0}`)
    .join(', ');
