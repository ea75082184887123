import { describe, expect, it } from 'vitest';
import { createHealthRegion } from '../../main/aws/health-region';
import { MINUTE, SECOND } from '../../shared/lib/time';
import { ManualClock } from '../fakes/clock';

describe('the active endpoint of AWS Health (P8)', () => {
  it('is what the CNAME says, asked once a minute', async () => {
    const clock = new ManualClock(0);
    const names = ['health.us-east-1.amazonaws.com'];
    let asked = 0;
    const region = createHealthRegion(clock, async (name) => {
      expect(name).toBe('global.health.amazonaws.com');
      asked++;
      return names;
    });
    expect(await region()).toBe('us-east-1');
    names[0] = 'health.us-east-2.amazonaws.com.';
    expect(await region()).toBe('us-east-1');
    expect(asked).toBe(1);
    await clock.advance(MINUTE);
    expect(await region()).toBe('us-east-2');
    expect(clock.waiting).toBe(0);
  });

  it.each([
    ['nothing', async () => []],
    ['a stranger', async () => ['evil.example.com']],
    ['an error', () => Promise.reject(new Error('ESERVFAIL'))],
  ])('is us-east-1 where the name server tells %s', async (_what, resolve) => {
    expect(await createHealthRegion(new ManualClock(0), resolve)()).toBe('us-east-1');
  });

  it('is us-east-1 after 2 s without an answer', async () => {
    const clock = new ManualClock(0);
    const region = createHealthRegion(clock, () => new Promise(() => undefined))();
    await clock.advance(2 * SECOND);
    expect(await region).toBe('us-east-1');
  });
});
