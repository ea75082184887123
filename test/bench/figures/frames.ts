import type { Figure } from '../figure';
import { measureScreens } from '../frames/measure';
import { percentile } from '../statistics';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 60);

export const framesFigure: Figure = {
  id: 'f',
  title: 'Frames under load',
  method: '',
  run: async (context) => {
    const { electron } = context;
    if (electron === null) throw new Error('no electron');
    const measured = await measureScreens(
      { ...context, electron },
      (process.env['BENCH_SCREENS'] ?? 'map,list,drawer').split(',') as never,
      SECONDS,
    );
    for (const one of measured) {
      const { frames, main } = one;
      const p = (share: number): string => percentile(frames.script, share).toFixed(2);
      context.log(
        `${one.screen}: frames ${frames.script.length} script p50 ${p(0.5)} p95 ${p(0.95)} p99 ${p(0.99)} max ${Math.max(...frames.script).toFixed(1)} busy ${(frames.busy * 100).toFixed(0)}% tasks>50 ${frames.tasks.filter((ms) => ms > 50).length} observer ${one.longTasks.length}`,
      );
      context.log(JSON.stringify(main));
      for (const task of frames.longest) context.log(`   ${task.ms.toFixed(1)}: ${task.parts}`);
    }
    return measured.map((one) => ({
      id: `f ${one.screen}`,
      what: 'script p99',
      measured: percentile(one.frames.script, 0.99),
      unit: 'ms',
      limit: { kind: 'at-most' as const, value: 8 },
    }));
  },
};
