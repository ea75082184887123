import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchHeartbeat } from '../../main/shell/heartbeat';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a page that gives signs of life', () => {
  const rig = () => {
    const onSilent = vi.fn<() => void>();
    return { onSilent, heartbeat: watchHeartbeat({ patience: 20_000, onSilent }) };
  };

  it('is left alone while it does, and told once when it stops', () => {
    const { onSilent, heartbeat } = rig();
    for (let n = 0; n < 100; n++) {
      heartbeat.beat();
      vi.advanceTimersByTime(2_000);
    }
    expect(onSilent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(21_000);
    expect(onSilent).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(100_000);
    expect(onSilent).toHaveBeenCalledTimes(1);
    heartbeat.stop();
  });

  it('is not waited for before it spoke, nor after it is begun anew', () => {
    const { onSilent, heartbeat } = rig();
    vi.advanceTimersByTime(100_000);
    heartbeat.beat();
    heartbeat.reset();
    vi.advanceTimersByTime(100_000);
    expect(onSilent).not.toHaveBeenCalled();
    heartbeat.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not dead because the machine slept', () => {
    const { onSilent, heartbeat } = rig();
    heartbeat.beat();
    // Timers stand while the machine sleeps; the clock jumps.
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(6_000);
    heartbeat.beat();
    expect(onSilent).not.toHaveBeenCalled();
    heartbeat.stop();
  });
});
