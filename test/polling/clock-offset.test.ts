import { describe, expect, it } from 'vitest';
import { createClockOffset, heardOf } from '../../main/polling/clock-offset';
import type { AwsPort } from '../../main/polling/ports';
import { err, ok } from '../../shared/lib/result';
import { HOUR, MINUTE, SECOND } from '../../shared/lib/time';
import { ManualClock } from '../fakes/clock';

const NOW = Date.UTC(2026, 10, 25, 12);

describe("R31 the offset of AWS's clock", () => {
  const measuring = () => {
    const clock = new ManualClock(NOW);
    const offset = createClockOffset(clock);
    /** An answer that took so long; AWS said its time at the end of it. */
    const hear = (from: string, by: number, took = 100): void => {
      offset.heard(from, Math.floor((clock.now() + by) / SECOND) * SECOND, clock.now() - took);
    };
    return { clock, offset, hear };
  };
  const near = (value: number): unknown => expect.toSatisfy((found: number) => Math.abs(found - value) <= SECOND);

  it('is not known before anything was heard, and none within what a Date header can say', () => {
    const { offset, hear } = measuring();
    expect(offset.current()).toBeNull();
    hear('a', 400);
    expect(offset.current()).toBe(0);
    hear('a', -900);
    expect(offset.current()).toBe(0);
  });

  it('is none where a slow answer explains it as well', () => {
    const { offset } = measuring();
    // Asked 9 s ago, said 5 s ago, here now.
    offset.heard('a', NOW - 5 * SECOND, NOW - 9 * SECOND);
    expect(offset.current()).toBe(0);
    // Said before it was asked for: that is another clock.
    offset.heard('a', NOW - 30 * SECOND, NOW - 9 * SECOND);
    expect(offset.current()).toBe(-25 * SECOND);
  });

  it('is the median: one slow answer and one strange host move nothing', () => {
    const { offset, hear } = measuring();
    for (const from of ['a', 'b', 'c']) hear(from, -5 * MINUTE);
    hear('slow', -5 * MINUTE, 14 * SECOND);
    hear('strange', 300 * HOUR);
    expect(offset.current()).toEqual(near(-5 * MINUTE));
  });

  it('keeps its value until it is notably another one, so that lines stay in their order', () => {
    const { offset, hear } = measuring();
    hear('a', MINUTE);
    const first = offset.current();
    hear('a', MINUTE - SECOND);
    expect(offset.current()).toBe(first);
    hear('a', MINUTE + 3 * SECOND);
    expect(offset.current()).toEqual(near(MINUTE + 3 * SECOND));
    hear('a', 0);
    expect(offset.current()).toBe(0);
  });

  it('what was heard last stands for a day offline; fresh answers count alone', async () => {
    const { clock, offset, hear } = measuring();
    hear('a', MINUTE);
    hear('b', MINUTE);
    await clock.advance(HOUR);
    expect(offset.current()).toEqual(near(MINUTE));
    hear('c', 10 * SECOND);
    expect(offset.current()).toEqual(near(10 * SECOND));
    await clock.advance(25 * HOUR);
    expect(offset.current()).toBeNull();
  });

  it('is heard with every good answer that has a time, and with no other; AWS is asked as before', async () => {
    const heard: unknown[] = [];
    let answer: Awaited<ReturnType<AwsPort['call']>> = ok({ body: new Uint8Array(), awsAt: NOW });
    /** As the real one, an object of a class. */
    class Aws implements AwsPort {
      readonly did: string[] = [];
      async call() {
        this.did.push('call');
        return answer;
      }
      async whoAmI() {
        this.did.push('whoAmI');
        return ok({ awsAccountId: '', arn: '' });
      }
      onCredentialsChanged(profile: string) {
        this.did.push(profile);
        return () => undefined;
      }
      async signInEnd(profile: string) {
        this.did.push(`end of ${profile}`);
        return { endsAt: null, unsure: null, remedy: '' };
      }
      async close() {
        this.did.push('close');
      }
    }
    const real = new Aws();
    const aws = heardOf(real, {
      offset: { heard: (...words) => heard.push(words) },
      clock: { now: () => NOW + 1 },
    });
    const ask = () =>
      aws.call({ account: 'br', profile: 'p', region: 'sa-east-1' }, 'DescribeAlarms', {}, { deadline: 1 });
    await ask();
    answer = ok({ body: new Uint8Array(), awsAt: null });
    await ask();
    answer = err({ kind: 'throttled', code: null, reason: '' });
    await ask();
    expect(heard).toEqual([['br sa-east-1', NOW, NOW + 1]]);
    await aws.whoAmI({ account: 'br', profile: 'p', region: 'sa-east-1' }, { deadline: 1 });
    aws.onCredentialsChanged('p', () => undefined);
    await aws.signInEnd('p');
    await aws.close();
    expect(real.did).toEqual(['call', 'call', 'call', 'whoAmI', 'p', 'end of p', 'close']);
  });
});
