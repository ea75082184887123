/** The events of Chromium's trace that tell where the window's main thread spends its time. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Of it: how long the thread had a core. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

export interface Frames {
  /** Script of each frame, in milliseconds. */
  readonly script: readonly number[];
  /** The same by the clock of the thread, which stands while others have the core. */
  readonly scriptOnCore: readonly number[];
  /** Whole tasks of the main thread, rendering included, in milliseconds. */
  readonly tasks: readonly number[];
  /** What the longest tasks were made of. */
  readonly longest: readonly { readonly ms: number; readonly parts: string }[];
  /** Share of one core that the main thread was busy. */
  readonly busy: number;
}

/** Categories that are recorded. RunTask is every task of the thread, whatever it does. */
export const CATEGORIES = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'disabled-by-default-devtools.timeline.frame',
  'v8',
  'blink.user_timing',
  '__metadata',
];

const FRAME_US = 1_000_000 / 60;

/** What the engine of the page does by itself to put pixels on the screen; all else is counted as script. */
const RENDERING: ReadonlySet<string> = new Set([
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'Commit',
  'CompositeLayers',
  'UpdateLayerTree',
  'HitTest',
  'IntersectionObserverController::computeIntersections',
]);
/** Rendering inside of these was forced by script, and counts as script. */
const SCRIPT: ReadonlySet<string> = new Set([
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'FireAnimationFrame',
  'RunMicrotasks',
  'EventDispatch',
  'v8.callFunction',
  'V8.HandleInterrupts',
]);

/**
 * Reads the frames between two instants of the trace's clock. A frame reaches from one BeginFrame of the main thread to the
 * next; where none was begun for longer, it is cut into sixtieths of a second. Script of a frame is the time of all tasks
 * that started in it, without what the page's engine did on its own account to style, lay out and paint. It is measured by
 * the wall: what another process took of the core in between is counted too.
 */
export function readFrames(events: readonly TraceEvent[], pid: number, from: number, to: number): Frames {
  const main = mainThread(events, pid);
  const own = events
    .filter((event) => event.pid === pid && event.tid === main && event.ts >= from && event.ts < to)
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const tasks = own
    .filter((event) => isTask(event))
    .map((task) => ({ task, script: 0, onCore: 0, parts: new Map<string, number>() }));
  if (tasks.length === 0) throw new Error('the trace has no task of the window');
  spread(own, tasks);
  const edges = edgesOf(own, from, to);
  const script = edges.map(() => 0);
  const scriptOnCore = edges.map(() => 0);
  let frame = 0;
  for (const one of tasks) {
    while (frame + 1 < edges.length && (edges[frame + 1] ?? Infinity) <= one.task.ts) frame++;
    script[frame] = (script[frame] ?? 0) + one.script / 1_000;
    scriptOnCore[frame] = (scriptOnCore[frame] ?? 0) + one.onCore / 1_000;
  }
  const lengths = tasks.map(({ task }) => (task.dur ?? 0) / 1_000);
  const longest = [...tasks]
    .sort((a, b) => (b.task.dur ?? 0) - (a.task.dur ?? 0))
    .slice(0, 8)
    .map(({ task, parts }) => ({
      ms: (task.dur ?? 0) / 1_000,
      parts: [...parts]
        .sort((a, b) => b[1] - a[1])
        .slice(0, 5)
        .map(([name, us]) => `${name} ${(us / 1_000).toFixed(1)}`)
        .join(', '),
    }));
  return {
    script,
    scriptOnCore,
    tasks: lengths,
    longest,
    busy: lengths.reduce((sum, ms) => sum + ms, 0) / ((to - from) / 1_000),
  };
}

const isTask = ({ name, ph }: TraceEvent): boolean => ph === 'X' && name === 'RunTask';

function mainThread(events: readonly TraceEvent[], pid: number): number {
  const named = events.find(
    (event) => event.pid === pid && event.name === 'thread_name' && event.args?.name === 'CrRendererMain',
  );
  if (named === undefined) throw new Error('the trace names no main thread of the window');
  return named.tid;
}

interface Task {
  readonly task: TraceEvent;
  script: number;
  onCore: number;
  readonly parts: Map<string, number>;
}

/** Time of each task without rendering that no script asked for. Events are nested by time, as one thread makes them. */
function spread(own: readonly TraceEvent[], tasks: readonly Task[]): void {
  let at = -1;
  let scriptUntil = 0;
  let renderUntil = 0;
  for (const event of own) {
    if (event.ph !== 'X') continue;
    if (isTask(event)) {
      at++;
      const task = tasks[at];
      if (task) task.script = event.dur ?? 0;
      if (task) task.onCore = event.tdur ?? event.dur ?? 0;
      continue;
    }
    const task = tasks[at];
    const end = event.ts + (event.dur ?? 0);
    if (task === undefined || end > task.task.ts + (task.task.dur ?? 0)) continue;
    task.parts.set(event.name, (task.parts.get(event.name) ?? 0) + (event.dur ?? 0));
    if (SCRIPT.has(event.name)) scriptUntil = Math.max(scriptUntil, end);
    if (!RENDERING.has(event.name) || event.ts < scriptUntil || event.ts < renderUntil) continue;
    renderUntil = end;
    task.script -= event.dur ?? 0;
    task.onCore -= event.tdur ?? event.dur ?? 0;
  }
}

function edgesOf(own: readonly TraceEvent[], from: number, to: number): readonly number[] {
  const begun = own.filter((event) => event.name === 'BeginMainThreadFrame').map((event) => event.ts);
  const edges: number[] = [from];
  for (const next of [...begun, to]) {
    let last = edges.at(-1) ?? from;
    while (next - last > FRAME_US * 1.5) {
      last += FRAME_US;
      edges.push(last);
    }
    if (next < to && next > last) edges.push(next);
  }
  return edges;
}
