import { z } from 'zod';
import type { Alarm } from '../../shared/domain/alarms/types';
import type { Point } from '../../shared/domain/signals/types';
import type { Ms } from '../../shared/lib/time';

// Whether the command line and we were told the same. Outputs differ in how they write an instant.

const instant = z.union([
  z.number().transform((seconds) => seconds * 1_000),
  z.string().transform((text) => Date.parse(text)),
]);

export const metricAnswer = z.object({
  MetricDataResults: z.array(z.object({ Id: z.string(), Timestamps: z.array(instant), Values: z.array(z.number()) })),
});
export const alarmAnswer = z.object({
  MetricAlarms: z.array(z.object({ AlarmName: z.string(), StateValue: z.string() })),
});

/** Points of both, and how many are not the same in both: a value that differs at all, or a point only one of them has. */
export interface Compared {
  readonly compared: number;
  readonly different: readonly string[];
}

/** Over one range of instants: [from, to). */
export function comparePoints(
  name: string,
  ours: readonly Point[],
  theirs: { readonly Timestamps: readonly Ms[]; readonly Values: readonly number[] } | undefined,
  range: { readonly from: Ms; readonly to: Ms },
): Compared {
  const inside = (at: Ms): boolean => at >= range.from && at < range.to;
  const mine = new Map(ours.filter(([at]) => inside(at)));
  const other = new Map(
    (theirs?.Timestamps ?? []).map((at, index) => [at, theirs?.Values[index]] as const).filter(([at]) => inside(at)),
  );
  const instants = [...new Set([...mine.keys(), ...other.keys()])];
  const different = instants.filter((at) => mine.get(at) === undefined || mine.get(at) !== other.get(at));
  return {
    compared: instants.length,
    different: different.map(
      (at) =>
        `${name} at ${new Date(at).toISOString()}: ${mine.get(at) ?? 'nothing'} and ${other.get(at) ?? 'nothing'}`,
    ),
  };
}

export function compareAlarms(
  name: string,
  ours: readonly Pick<Alarm, 'name' | 'state'>[],
  theirs: z.infer<typeof alarmAnswer>['MetricAlarms'],
): Compared {
  const mine = new Map<string, string>(ours.map((alarm) => [alarm.name, alarm.state]));
  const other = new Map(theirs.map((alarm) => [alarm.AlarmName, alarm.StateValue]));
  const names = [...new Set([...mine.keys(), ...other.keys()])];
  return {
    compared: names.length,
    different: names
      .filter((one) => mine.get(one) === undefined || mine.get(one) !== other.get(one))
      .map((one) => `${name}, alarm ${one}: ${mine.get(one) ?? 'nothing'} and ${other.get(one) ?? 'nothing'}`),
  };
}
