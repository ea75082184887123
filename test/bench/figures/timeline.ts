import type { Figure, Row } from '../figure';
import { percentile } from '../statistics';
import { CHANGES, panTimeLine } from '../timeline/pan';

const SECONDS = 20;
const MOST_SCRIPT_MS = 8;
const LONG_TASK_MS = 50;
const WHAT = 'p99 of script per frame while the time line is panned';

export const timelineFigure: Figure = {
  id: 'timeline',
  title: `Panning the time line of ${CHANGES.toLocaleString('en-US')} changes`,
  method:
    `The product runs in real Electron on its demo (12 sites, polled as always). ${CHANGES} planned changes of a quarter of an hour to four hours, in eight weeks around now (seeded), are written by the window's own door; ` +
    'the guard answers for all of them, anew every five seconds while it is panned. ' +
    `For each of 24 hours, 72 hours and two weeks the wheel turns sideways 60 px a frame for ${SECONDS} s, five seconds there and five back, after one second that does not count. ` +
    'Script of a frame is read from Chromium\u2019s trace as in (f).',
  run: async (context) => {
    const { electron } = context;
    if (electron === null)
      return [
        {
          id: 'timeline',
          what: WHAT,
          measured: null,
          unit: 'ms',
          limit: { kind: 'at-most', value: MOST_SCRIPT_MS },
          skipped: 'there is no Electron here',
        },
      ];
    const measured = await panTimeLine({ ...context, electron }, SECONDS);
    return measured.map(({ span, traced: { frames, longTasks }, drawn }): Row => {
      const share = (part: number): string => percentile(frames.script, part).toFixed(1);
      const long = Math.max(longTasks.length, frames.tasks.filter((ms) => ms > LONG_TASK_MS).length);
      return {
        id: `timeline ${span}`,
        what: `${WHAT}, ${span}`,
        measured: percentile(frames.script, 0.99),
        unit: 'ms',
        limit: { kind: 'at-most', value: MOST_SCRIPT_MS },
        note: `${frames.script.length} frames: p50 ${share(0.5)}, p95 ${share(0.95)}, longest ${share(1)} ms; ${drawn} bars in the document; ${long} tasks above ${LONG_TASK_MS} ms; by the clock of the thread p99 ${percentile(frames.scriptOnCore, 0.99).toFixed(1)} ms; longest task: ${frames.longest[0]?.parts ?? 'none'}`,
      };
    });
  },
};
