import type { Figure, Row } from '../figure';
import { measureScreens, type Measurement, type Screen } from '../frames/measure';
import { percentile } from '../statistics';

const SCREENS: readonly Screen[] = ['map', 'list', 'drawer'];
const SECONDS = 60;
const MOST_SCRIPT_MS = 8;
const LONG_TASK_MS = 50;
const PATCHES = 100;

const WORDS: Readonly<Record<Screen, string>> = {
  map: 'with the map',
  list: 'with the list',
  drawer: 'with the drawer of a site and its charts',
};

export const framesFigure: Figure = {
  id: 'f',
  title: 'Frames under load: 200 sites, 8,000 points a sweep, 100 patches a second',
  method:
    'The production window, preload, IPC, door, engine, rules and SQLite store run in real Electron on 200 sites of 25 countries with four signals and four alarms each and a day of points; only polling is scripted (test/bench/frames/storm.ts, seeded). ' +
    `For ${SECONDS} s one source after the other answers, fails or recovers, somewhat more than ${PATCHES} times a second: values, states, reasons, attention, ages and sources change, and the engine sends each as a patch of its own (the product gathers them for 16 ms). ` +
    'Every 10 s all 800 signals of all sites answer in the same instant with ten new buckets each: 8,000 points, six times as often as the product sweeps. ' +
    'Script of a frame is read from Chromium’s trace: the time by the wall of all tasks of the window’s main thread between one BeginFrame and the next (a sixtieth of a second where none is begun), IPC, garbage collection and everything else included, less what Blink does on its own account to style, lay out and paint. ' +
    `Long tasks are those above ${LONG_TASK_MS} ms that PerformanceObserver('longtask') reported or that stand in the trace, whichever are more. Five seconds of the same load come first.`,
  run: async (context) => {
    const { electron } = context;
    if (electron === null)
      return [
        {
          id: 'f',
          what: 'p99 of script per frame',
          measured: null,
          unit: 'ms',
          limit: { kind: 'at-most', value: MOST_SCRIPT_MS },
          skipped: 'there is no Electron here',
        },
      ];
    const measured = await measureScreens({ ...context, electron }, SCREENS, SECONDS);
    return measured.flatMap((one) => rowsOf(one));
  },
};

function rowsOf(one: Measurement): readonly Row[] {
  const { screen, frames, main, longTasks } = one;
  const share = (part: number): string => percentile(frames.script, part).toFixed(1);
  const long = Math.max(longTasks.length, frames.tasks.filter((ms) => ms > LONG_TASK_MS).length);
  const longest = frames.longest[0];
  const perSecond = main.patches / main.seconds;
  return [
    {
      id: `f ${screen}`,
      what: `p99 of script per frame, ${WORDS[screen]}`,
      measured: percentile(frames.script, 0.99),
      unit: 'ms',
      limit: { kind: 'at-most', value: MOST_SCRIPT_MS },
      note: `${frames.script.length} frames: p50 ${share(0.5)}, p95 ${share(0.95)}, longest ${share(1)} ms; main thread busy ${(frames.busy * 100).toFixed(0)}%; by the clock of the thread p99 ${percentile(frames.scriptOnCore, 0.99).toFixed(1)} ms`,
    },
    {
      id: `f ${screen} long`,
      what: `Tasks above ${LONG_TASK_MS} ms, ${WORDS[screen]}`,
      measured: long,
      unit: '',
      limit: { kind: 'equal', value: 0 },
      note: longest === undefined ? '' : `longest task ${longest.ms.toFixed(1)} ms: ${longest.parts}`,
    },
    {
      id: `f ${screen} load`,
      what: `Patches that left the engine, ${WORDS[screen]}`,
      measured: perSecond,
      unit: '/s',
      limit: { kind: 'at-least', value: PATCHES },
      note:
        `${(main.patchedSites / main.patches).toFixed(1)} sites a patch, ${main.sweeps} bursts with ${main.points.toLocaleString('en-US')} points; ` +
        `main process: ${main.cores.toFixed(2)} of a core, event loop late by ${main.delayP50.toFixed(1)} (p50) and ${main.delayP99.toFixed(1)} ms (p99)`,
    },
  ];
}
