import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { CATEGORIES, readFrames, type Frames, type TraceEvent } from './trace';

/** What the window did while something ran, out of Chromium's own trace. */
export interface Traced {
  readonly frames: Frames;
  /** As the page itself was told: PerformanceObserver('longtask'). */
  readonly longTasks: readonly number[];
  /** Patches that the window's bridge heard. */
  readonly heard: number;
}

export async function traced(
  app: ElectronApplication,
  page: Page,
  temp: string,
  run: () => Promise<unknown>,
): Promise<Traced> {
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId());
  await app.evaluate(
    ({ contentTracing }, included_categories) =>
      contentTracing.startRecording({
        recording_mode: 'record-until-full',
        trace_buffer_size_in_kb: 600_000,
        included_categories,
        excluded_categories: ['*'],
      }),
    CATEGORIES,
  );
  await page.evaluate(() => {
    window.frameBench?.begin();
  });
  await run();
  const seen = await page.evaluate(() => window.frameBench?.end());
  const file = join(temp, 'trace.json');
  await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
  if (seen === undefined || pid === undefined) throw new Error('the window is gone');
  const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  rmSync(file);
  const [from, to] = marks(traceEvents, pid);
  return { frames: readFrames(traceEvents, pid, from, to), ...seen };
}

/** The page marks in the trace when measuring began and ended. */
function marks(events: readonly TraceEvent[], pid: number): readonly [from: number, to: number] {
  const at = (name: string): number => {
    const found = events.findLast((event) => event.name === name && event.pid === pid)?.ts;
    if (found === undefined) throw new Error(`the trace has no ${name}`);
    return found;
  };
  return [at('bench-begin'), at('bench-end')];
}

interface FrameBench {
  begin(): void;
  end(): { readonly longTasks: readonly number[]; readonly heard: number };
}
declare global {
  interface Window {
    frameBench?: FrameBench;
  }
}

/** The page's own view: tasks above 50 ms, and patches that came over the real bridge. */
export async function observeLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    let longTasks: number[] = [];
    let heard = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    window.frameBench = {
      begin: () => {
        longTasks = [];
        heard = 0;
        performance.mark('bench-begin');
      },
      end: () => {
        performance.mark('bench-end');
        return { longTasks, heard };
      },
    };
  });
}
