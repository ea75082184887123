import { describe, expect, it } from 'vitest';
import { createClockOffset, heardOf } from '../../main/polling/clock-offset';
import type { AwsPort } from '../../main/polling/ports';
import { err, ok } from '../../shared/lib/result';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { ManualClock } from '../fakes/clock';

const NOW = Date.UTC(2026, 10, 25, 12);

describe("R31 the offset of AWS's clock", () => {
  it('is not known before anything was heard, and none within what a Date header can say', () => {
    const clock = new ManualClock(NOW);
    const offset = createClockOffset(clock);
    expect(offset.current()).toBeNull();
    // 12:00:00.400 is sent as 12:00:00.
    offset.heard('a', NOW);
    expect(offset.current()).toBe(0);
  });

  it('is the median: one slow answer and one strange host move nothing', () => {
    const offset = createClockOffset(new ManualClock(NOW));
    for (const from of ['a', 'b', 'c']) offset.heard(from, NOW - 5 * MINUTE);
    offset.heard('slow', NOW - 5 * MINUTE - 14 * SECOND);
    offset.heard('strange', NOW + 300 * HOUR);
    expect(offset.current()).toBe(-5 * MINUTE + 500);
  });

  it('keeps its value until it is notably another one, so that lines stay in their order', async () => {
    const clock = new ManualClock(NOW);
    const offset = createClockOffset(clock);
    offset.heard('a', NOW + MINUTE);
    const first = offset.current();
    offset.heard('a', NOW + MINUTE - SECOND);
    expect(offset.current()).toBe(first);
    offset.heard('a', NOW + MINUTE + 3 * SECOND);
    expect(offset.current()).toBe(MINUTE + 3 * SECOND + 500);
    offset.heard('a', NOW);
    expect(offset.current()).toBe(0);
  });

  it('what was heard last stands for a day offline; fresh answers count alone', async () => {
    const clock = new ManualClock(NOW);
    const offset = createClockOffset(clock);
    offset.heard('a', NOW + MINUTE);
    offset.heard('b', NOW + MINUTE);
    await clock.advance(HOUR);
    expect(offset.current()).toBe(MINUTE + 500);
    offset.heard('c', clock.now() + 10 * SECOND);
    expect(offset.current()).toBe(10 * SECOND + 500);
    await clock.advance(25 * HOUR);
    expect(offset.current()).toBeNull();
  });

  it('is heard with every good answer that has a time, and with no other', async () => {
    const heard: unknown[] = [];
    let answer: Awaited<ReturnType<AwsPort['call']>> = ok({ body: new Uint8Array(), awsAt: NOW });
    const aws = heardOf({ call: async () => answer } as unknown as AwsPort, {
      heard: (...words) => heard.push(words),
    });
    const ask = () =>
      aws.call({ account: 'br', profile: 'p', region: 'sa-east-1' }, 'DescribeAlarms', {}, { deadline: 1 });
    await ask();
    answer = ok({ body: new Uint8Array(), awsAt: null });
    await ask();
    answer = err({ kind: 'throttled', code: null, reason: '' });
    await ask();
    expect(heard).toEqual([['br sa-east-1', NOW]]);
  });
});
