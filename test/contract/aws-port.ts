import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AwsPort, AwsTarget, Operation } from '../../main/polling/ports';
import { MINUTE, SECOND, type Ms } from '../../shared/lib/time';

/** An AwsPort with an AWS behind it that a test can trouble. */
export interface AwsStage {
  readonly port: AwsPort;
  readonly target: AwsTarget;
  now(): Ms;
  /** From now on the region of the target behaves like this, until it heals. */
  becomes(trouble: 'throttled' | 'denied' | 'hanging' | 'unreachable'): Promise<void>;
  heals(): Promise<void>;
  close(): Promise<void>;
}

const INPUTS: Readonly<Partial<Record<Operation, (now: Ms) => Readonly<Record<string, unknown>>>>> = {
  DescribeAlarms: () => ({ MaxRecords: 100, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  GetMetricData: (now) => ({
    StartTime: new Date(now - 10 * MINUTE),
    EndTime: new Date(now),
    MetricDataQueries: [
      {
        Id: 'q0',
        ReturnData: true,
        MetricStat: { Metric: { Namespace: 'Test', MetricName: 'load' }, Period: 60, Stat: 'Average' },
      },
    ],
  }),
};
const LISTS = { DescribeAlarms: 'MetricAlarms', GetMetricData: 'MetricDataResults' } as const;

/** What polling may expect of every AwsPort: the fake of its own tests, and the AWS SDK over HTTP. */
export function awsPortContract(name: string, open: () => Promise<AwsStage>): void {
  describe(`AwsPort, ${name}`, () => {
    let stage: AwsStage;
    beforeEach(async () => {
      stage = await open();
    });
    afterEach(() => stage.close());

    const ask = (operation: keyof typeof LISTS, within: Ms = 5 * SECOND, signal?: AbortSignal) =>
      stage.port.call(stage.target, operation, INPUTS[operation]?.(stage.now()) ?? {}, {
        deadline: stage.now() + within,
        ...(signal !== undefined && { signal }),
      });

    it.each(['DescribeAlarms', 'GetMetricData'] as const)(
      'P10: %s answers undecoded bytes and the clock of AWS',
      async (operation) => {
        const answer = await ask(operation);
        if (!answer.ok) throw new Error(answer.error.reason);
        const body = JSON.parse(new TextDecoder().decode(answer.value.body)) as Readonly<Record<string, unknown>>;
        expect(Array.isArray(body[LISTS[operation]])).toBe(true);
        expect(Math.abs((answer.value.awsAt ?? 0) - stage.now())).toBeLessThan(2 * SECOND);
      },
    );

    it.each(['throttled', 'denied'] as const)(
      'P6: %s is a value with its reason, and passes when the trouble does',
      async (trouble) => {
        await stage.becomes(trouble);
        const refused = await ask('DescribeAlarms');
        expect(refused).toMatchObject({
          ok: false,
          error: { kind: trouble, reason: expect.stringMatching(/\S/) as string },
        });
        await stage.heals();
        expect((await ask('DescribeAlarms')).ok).toBe(true);
      },
    );

    it('P6: what cannot be reached is offline', async () => {
      await stage.becomes('unreachable');
      expect(await ask('DescribeAlarms')).toMatchObject({ ok: false, error: { kind: 'offline' } });
    });

    it('P1: a call that hangs ends when its caller stops, as offline', async () => {
      await stage.becomes('hanging');
      const stopping = new AbortController();
      const answer = ask('DescribeAlarms', MINUTE, stopping.signal);
      stopping.abort();
      expect(await answer).toMatchObject({ ok: false, error: { kind: 'offline' } });
    });

    it('P6: STS tells who the profile is', async () => {
      const who = await stage.port.whoAmI(stage.target, { deadline: stage.now() + 5 * SECOND });
      expect(who).toMatchObject({ ok: true, value: { awsAccountId: expect.stringMatching(/^\d{12}$/) as string } });
    });
  });
}
