import { describe, expect, it } from 'vitest';
import { readFrames, type TraceEvent } from './trace';

const PID = 7;
const FRAME = 1_000_000 / 60;
const at = (name: string, ts: number, dur?: number): TraceEvent => ({
  name,
  ph: dur === undefined ? 'I' : 'X',
  pid: PID,
  tid: 1,
  ts,
  ...(dur !== undefined && { dur }),
});
const named: TraceEvent = { name: 'thread_name', ph: 'M', pid: PID, tid: 1, ts: 0, args: { name: 'CrRendererMain' } };
const read = (...events: readonly TraceEvent[]) => readFrames([named, ...events], PID, 0, 4 * FRAME);

describe('frames of a trace', () => {
  it('adds up what ran between two frames, and leaves out what the page itself does to draw', () => {
    const frames = read(
      at('BeginMainThreadFrame', 100),
      at('RunTask', 200, 3_000),
      at('FunctionCall', 300, 2_500),
      at('RunTask', 4_000, 6_000),
      at('FireAnimationFrame', 4_100, 2_000),
      at('UpdateLayoutTree', 6_200, 1_500),
      at('Layout', 7_800, 1_500),
      at('BeginMainThreadFrame', FRAME + 100),
      at('RunTask', FRAME + 200, 1_000),
    );
    expect(frames.script.slice(0, 3)).toEqual([0, 3 + 3, 1]);
    expect(frames.tasks).toEqual([3, 6, 1]);
  });

  it('counts layout that script forced as script, and once', () => {
    const frames = read(
      at('RunTask', 0, 5_000),
      at('FunctionCall', 0, 4_000),
      at('Layout', 1_000, 2_000),
      at('Layout', 4_100, 500),
      at('Paint', 4_200, 100),
    );
    expect(frames.script[0]).toBeCloseTo(4.5);
  });

  it('cuts a time without frames into sixtieths of a second, so that a rest is not one long frame', () => {
    const frames = read(at('RunTask', 0, 100), at('RunTask', 3.5 * FRAME, 100));
    expect(frames.script).toHaveLength(4);
    expect(frames.script[0]).toBeCloseTo(0.1);
    expect(frames.script.slice(1, 3)).toEqual([0, 0]);
  });

  it('looks at the main thread of the window alone', () => {
    expect(() => readFrames([], PID, 0, FRAME)).toThrow('no main thread');
    expect(() => read({ ...at('RunTask', 0, 100), tid: 2 })).toThrow('no task');
  });
});
