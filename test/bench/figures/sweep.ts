import type { LogEntry } from '../../../main/simulator';
import type { BenchContext, Figure, Row } from '../figure';
import { buildPlatform, sweepShape } from '../rig/platform';
import { startProduct, type RunningProduct } from '../rig/product';
import { startSimulatorProcess, type RunningSimulator } from '../rig/simulator';
import { percentile, summary } from '../statistics';

const PAIRS = sweepShape.places.length;
const SIGNALS = 40;
const WARM_UP = 5;
const SWEEPS = 30;
const LATENCY = { min: 40, max: 250 };
const LIMIT = { kind: 'at-most', value: 1.2 } as const;

interface Sweep {
  readonly signals: { readonly wall: number; readonly minimum: number };
  readonly all: { readonly wall: number; readonly minimum: number };
}

export const sweepFigure: Figure = {
  id: 'a',
  title: `A sweep of ${PAIRS} accounts and regions with ${SIGNALS} signals each`,
  method:
    `\`meridian simulate\` runs in its own process and answers each request ${LATENCY.min} to ${LATENCY.max} ms after it came (drawn from the seed, ` +
    'its own computing inside). The product runs as behind its window: engine, polling, AWS SDK with its connections, decode worker and ' +
    'SQLite store. One sweep asks every source at the same moment: GetMetricData (40 metrics, 30 buckets) and DescribeAlarms of the 17 pairs, and ' +
    'AWS Health of their 4 accounts: all that a status needs. Changes from outside have loops of their own, for which none of these waits, and are not ' +
    'asked here. The clock starts when polling is told to ask, and stops when the last answer is parsed, on the ' +
    'board of the engine and written to the store. It is divided by the serial minimum of the slowest pair as the simulator computes it from its log of that ' +
    `sweep (docs/simulator.md): latencies and nothing else. Warm-up: the first sweep of the process and ${WARM_UP} more. Median of ${SWEEPS} sweeps; ` +
    '"signals" is the same sweeps until the 17 answers of GetMetricData are in, against the slowest of those.',
  run: measure,
};

async function measure(context: BenchContext): Promise<readonly Row[]> {
  const { seed, out, temp, log } = context;
  const platform = buildPlatform(sweepShape, { seed, now: Date.now(), latency: LATENCY });
  const simulator = await startSimulatorProcess({ out, temp, scenario: platform.scenario });
  const product = await startProduct({ platform, url: simulator.url, out, temp });
  const sweeps: Sweep[] = [];
  try {
    for (let index = 0; index < WARM_UP + SWEEPS; index++) {
      const sweep = await one(product, simulator);
      if (index >= WARM_UP) sweeps.push(sweep);
    }
  } finally {
    await product.stop();
    await simulator.stop();
  }
  log(sweeps.map(({ all }) => `${all.wall.toFixed(0)}/${all.minimum.toFixed(0)}`).join(' '));
  return [row('a', 'whole sweep', sweeps, 'all'), row('a signals', 'signals alone', sweeps, 'signals')];
}

async function one(product: RunningProduct, simulator: RunningSimulator): Promise<Sweep> {
  await simulator.clearLog();
  const times = await product.sweep();
  check(await simulator.log());
  const { minimumMs, pairs } = await simulator.minimum();
  const metrics = Math.max(...pairs.map(({ operations }) => operations['GetMetricData'] ?? 0));
  return {
    signals: { wall: times.signals, minimum: metrics },
    all: { wall: times.all, minimum: minimumMs },
  };
}

/** The sweep must have been the whole one, and answered: fewer questions would be quicker. */
function check(log: readonly LogEntry[]): void {
  const of = (operation: string): readonly LogEntry[] => log.filter((entry) => entry.operation === operation);
  const metrics = of('GetMetricData');
  const bad = log.filter(({ status, plannedMs }) => status !== 200 || plannedMs < LATENCY.min);
  const short = metrics.filter(({ queries, points }) => queries !== SIGNALS || points < SIGNALS * 29);
  if (metrics.length !== PAIRS || of('DescribeAlarms').length !== PAIRS || bad.length > 0 || short.length > 0)
    throw new Error(`not the sweep that was meant: ${JSON.stringify({ requests: log.length, bad, short })}`);
}

function row(id: string, what: string, sweeps: readonly Sweep[], part: keyof Sweep): Row {
  const ratios = sweeps.map((sweep) => sweep[part].wall / sweep[part].minimum);
  const middle = (values: readonly number[]): string => `${summary(values).measured.toFixed(0)} ms`;
  return {
    id,
    what: `${PAIRS} x ${SIGNALS} signals, ${what}, beside the slowest pair's serial minimum`,
    ...summary(ratios),
    unit: 'x',
    limit: LIMIT,
    peer: `serial minimum ${middle(sweeps.map((sweep) => sweep[part].minimum))}, ours ${middle(sweeps.map((sweep) => sweep[part].wall))}`,
    note: `p95 ${percentile(ratios, 0.95).toFixed(2)} x`,
  };
}
