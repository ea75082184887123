import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { demoCredentials, demoWorkspaceText } from '../../../main/simulator';
import type { BenchContext, Figure, Row } from '../figure';
import { sayByKind, slope, watchMemory, type Reading } from '../memory/watch';
import { startSimulatorProcess } from '../rig/simulator';
import { median } from '../statistics';

const LIMIT_MB = 80;
const MINUTES = 10;
/** When the start is over and only the demo runs: from here on a slope is a leak. */
const SETTLED = 3;
/** The figure is the middle of these: a garbage collection just before or after one reading decides nothing. */
const LAST = [10, 10.1, 10.2, 10.3, 10.4];
const EARLIER = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** A window that does nothing stands still after seconds. */
const HELLO = [1, 1.1, 1.2, 1.3, 1.4];

export const memoryFigure: Figure = {
  id: 'e',
  title: 'Memory after ten minutes of demo',
  method:
    'PSS (proportional set size, /proc/PID/smaps_rollup) of the whole process tree: main, zygotes, GPU, network and renderer processes, with the threads in them. ' +
    `The demo workspace is polled at real speed for ${MINUTES} minutes in the production window (1440 x 900, visible); the simulator runs as \`meridian simulate\` in a process of its own, outside of the tree. ` +
    'Of five readings 6 s apart, the first at ten minutes, the middle one counts. Then the hello window (test/bench/hello: one sandboxed BrowserWindow with a static page) with the same switches, five readings from one minute on. ' +
    'Each runs from its own copy of Electron, so that it shares no page of it with another program, also not with each other. The trend is the slope of a line through the readings of each minute from the third on.',
  run: async (context) => {
    const { electron } = context;
    const skip = (skipped: string): readonly Row[] => [
      { id: 'e', what: WHAT, measured: null, unit: 'MB', limit: { kind: 'at-most', value: LIMIT_MB }, skipped },
    ];
    if (electron === null) return skip('there is no Electron here');
    if (process.platform !== 'linux') return skip('PSS is read from /proc, which Linux alone has');

    const demo = await watchDemo(context, electron);
    const hello = await watchHello(context, electron);
    const last = demo.filter(({ minute }) => minute >= MINUTES);
    const own = median(last.map(({ total }) => total));
    const other = median(hello.map(({ total }) => total));
    const byMinute = demo.filter(({ minute }) => minute >= SETTLED && minute <= MINUTES);
    return [
      {
        id: 'e',
        what: WHAT,
        measured: own - other,
        unit: 'MB',
        limit: { kind: 'at-most', value: LIMIT_MB },
        peer: `Meridian ${own.toFixed(1)} MB (${sayByKind(last[0]?.processes ?? [])}); hello window ${other.toFixed(1)} MB (${sayByKind(hello[0]?.processes ?? [])})`,
      },
      {
        id: 'e trend',
        what: `Growth a minute, from minute ${SETTLED} to ${MINUTES}`,
        measured: slope(byMinute),
        unit: 'MB/min',
        limit: null,
        note: `MB at each minute: ${demo
          .filter(({ minute }) => Number.isInteger(minute))
          .map(({ total }) => total.toFixed(0))
          .join(', ')}`,
      },
    ];
  },
};

const WHAT = 'PSS of all processes after 10 minutes of demo, without the simulator, above the hello window';

const flags = (): readonly string[] => [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu'];

/** A copy of the runtime of its own: pages of one file are shared by all who run it, and would be counted in part. */
function copyOf(electron: string, folder: string): string {
  cpSync(dirname(electron), folder, { recursive: true });
  return join(folder, basename(electron));
}

async function watchDemo(context: BenchContext, electron: string): Promise<readonly Reading[]> {
  const folder = join(context.temp, 'demo');
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const simulator = await startSimulatorProcess({ out: context.out, temp: folder, scenario: { seed: context.seed } });
  try {
    return await watchMemory({
      file: copyOf(electron, join(folder, 'electron')),
      words: [
        ...flags(),
        dirname(context.out),
        '--workspace',
        file('meridian.yaml', demoWorkspaceText),
        '--data',
        join(folder, 'data'),
      ],
      environment: {
        AWS_CONFIG_FILE: file('config', ''),
        AWS_SHARED_CREDENTIALS_FILE: file('credentials', demoCredentials),
        AWS_ENDPOINT_URL: simulator.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      minutes: [...EARLIER, ...LAST],
      onReading: ({ minute, total, processes }) =>
        context.log(`    ${minute} min: ${total.toFixed(1)} MB (${sayByKind(processes)})`),
    });
  } finally {
    await simulator.stop();
  }
}

async function watchHello(context: BenchContext, electron: string): Promise<readonly Reading[]> {
  const folder = join(context.temp, 'hello');
  mkdirSync(folder, { recursive: true });
  return watchMemory({
    file: copyOf(electron, join(folder, 'electron')),
    words: [...flags(), join(dirname(context.out), 'test', 'bench', 'hello'), `--profile=${join(folder, 'profile')}`],
    environment: {},
    minutes: HELLO,
    onReading: ({ minute, total }) => context.log(`    hello, ${minute} min: ${total.toFixed(1)} MB`),
  });
}
