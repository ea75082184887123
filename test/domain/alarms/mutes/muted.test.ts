import { describe, expect, it } from 'vitest';
import { mutedAt } from '../../../../shared/domain/alarms/mutes/muted';
import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { aMuteRule, aSchedule } from '../../../builders/mutes';

const NOON = Date.parse('2026-11-23T12:00Z');
const once = (time: string, duration: Ms) => aSchedule(`at(2026-11-23T${time})`, duration);

describe('S6: which alarms are muted at an instant', () => {
  it('while a window holds, from its first moment to before its last, each alarm by its name', () => {
    const rules = [aMuteRule({ name: 'lunch', alarms: ['a', 'b'], schedule: once('12:00', HOUR) })];
    const lunch = { until: NOON + HOUR, by: ['lunch'] };
    expect([...mutedAt(rules, NOON)]).toEqual([
      ['a', lunch],
      ['b', lunch],
    ]);
    expect([...mutedAt(rules, NOON - 1)]).toEqual([]);
    expect(mutedAt(rules, NOON + HOUR - 1).get('a')).toEqual(lunch);
    expect([...mutedAt(rules, NOON + HOUR)]).toEqual([]);
    expect([...mutedAt([], NOON)]).toEqual([]);
  });

  it('windows of several rules that overlap or meet are one, until the last of them ends', () => {
    const rules = [
      aMuteRule({ name: 'one', alarms: ['a', 'b'], schedule: once('12:00', HOUR) }),
      aMuteRule({ name: 'two', alarms: ['a'], schedule: once('12:30', HOUR) }),
      aMuteRule({ name: 'three', alarms: ['a'], schedule: once('13:30', HOUR) }),
      aMuteRule({ name: 'later', alarms: ['a'], schedule: once('15:00', HOUR) }),
    ];
    expect(mutedAt(rules, NOON).get('a')).toEqual({ until: NOON + 2.5 * HOUR, by: ['one', 'two', 'three'] });
    expect(mutedAt(rules, NOON).get('b')).toEqual({ until: NOON + HOUR, by: ['one'] });
    // Whose window is over has no part in it any more.
    expect(mutedAt(rules, NOON + HOUR).get('a')).toEqual({ until: NOON + 2.5 * HOUR, by: ['two', 'three'] });
    expect(mutedAt(rules, NOON + 2.5 * HOUR).get('a')).toBeUndefined();
    expect(mutedAt(rules, NOON + 3 * HOUR).get('a')).toEqual({ until: NOON + 4 * HOUR, by: ['later'] });
  });

  it('of a mute that never ends, and of a schedule that is not understood, no end is known', () => {
    const always = aMuteRule({ name: 'always', alarms: ['a'], schedule: aSchedule('cron(0 0 * * *)', DAY) });
    expect(mutedAt([always], NOON).get('a')).toEqual({ until: null, by: ['always'] });
    const odd = aMuteRule({ name: 'odd', alarms: ['a'], schedule: null });
    expect(mutedAt([{ ...odd, active: true }], NOON).get('a')).toEqual({ until: null, by: ['odd'] });
    expect(mutedAt([{ ...odd, active: false }], NOON).get('a')).toBeUndefined();
    expect(mutedAt([{ ...odd, active: true, until: NOON + DAY }], NOON).get('a')).toEqual({
      until: NOON + DAY,
      by: ['odd'],
    });
    expect(mutedAt([{ ...odd, active: true, until: NOON }], NOON).get('a')).toBeUndefined();
  });

  it('is the same object until something begins or ends, so that nobody decides anew', () => {
    const rules = [aMuteRule({ alarms: ['a'], schedule: once('12:10', 10 * MINUTE) })];
    const [first, before] = [mutedAt(rules, NOON), mutedAt(rules, NOON + 10 * MINUTE - 1)];
    expect(before).toBe(first);
    const within = mutedAt(rules, NOON + 10 * MINUTE);
    expect(within.size).toBe(1);
    expect(mutedAt(rules, NOON + 20 * MINUTE - 1)).toBe(within);
    expect(mutedAt(rules, NOON + 20 * MINUTE).size).toBe(0);
    // A clock that is set back.
    expect(mutedAt(rules, NOON + 15 * MINUTE).size).toBe(1);
  });
});
