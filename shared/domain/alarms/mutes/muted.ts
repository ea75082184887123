import { groupBy } from '../../../lib/group-by';
import { DAY, HOUR, floorTo, type Ms } from '../../../lib/time';
import type { AlarmMute, MuteRule } from './types';
import { joinWindows, muteWindows, type MuteWindow } from './windows';

/** A mute that goes on for longer than this, one window after the other, is one whose end is not known. */
export const FAR: Ms = 16 * DAY;

interface RuleWindow extends MuteWindow {
  readonly rule: string;
}

/** What becomes of the alarms of one account and region in the coming time, and what of it holds at the moment. */
interface Ahead {
  /** Start of the hour it was made in; it is good for that hour. */
  readonly hour: Ms;
  readonly mutes: readonly (MuteWindow & { readonly alarm: string; readonly of: readonly RuleWindow[] })[];
  /** Good within [from, to): nothing begins or ends there. */
  now: MuteWindow & { readonly muted: ReadonlyMap<string, AlarmMute> };
}

const known = new WeakMap<readonly MuteRule[], Ahead>();

const NONE: ReadonlyMap<string, AlarmMute> = new Map();

/**
 * Which alarms are muted at an instant, by name, and until when: the windows of all rules of an alarm together. The same answer
 * is the same object, so that nobody decides anew what nothing changed.
 */
export function mutedAt(rules: readonly MuteRule[], at: Ms): ReadonlyMap<string, AlarmMute> {
  if (rules.length === 0) return NONE;
  const hour = floorTo(at, HOUR);
  let ahead = known.get(rules);
  if (ahead?.hour !== hour) known.set(rules, (ahead = aheadOf(rules, hour)));
  if (at >= ahead.now.from && at < ahead.now.to) return ahead.now.muted;
  const edges = ahead.mutes.flatMap(({ of }) => of).flatMap(({ from, to }) => [from, to]);
  const muted = ahead.mutes
    .filter(({ from, to }) => from <= at && at < to)
    .map(({ alarm, to, of }): readonly [string, AlarmMute] => {
      const by = of.filter((window) => window.to > at).map(({ rule }) => rule);
      return [alarm, { until: to < hour + FAR ? to : null, by: [...new Set(by)] }];
    });
  ahead.now = {
    from: edges.reduce((last, edge) => (edge <= at ? Math.max(last, edge) : last), hour),
    to: edges.reduce((next, edge) => (edge > at ? Math.min(next, edge) : next), hour + HOUR),
    muted: muted.length === 0 ? NONE : new Map(muted),
  };
  return ahead.now.muted;
}

function aheadOf(rules: readonly MuteRule[], hour: Ms): Ahead {
  // Of most rules nothing holds in this hour; only what is muted in it has an end to look for, and any rule may put that off.
  const soon = new Set(rules.flatMap((rule) => (windowsOf(rule, hour, hour + HOUR).length > 0 ? rule.alarms : [])));
  const windows = rules.flatMap((rule) => {
    const alarms = rule.alarms.filter((alarm) => soon.has(alarm));
    const own = alarms.length === 0 ? [] : windowsOf(rule, hour, hour + FAR);
    return alarms.flatMap((alarm) => own.map((window) => ({ ...window, alarm, rule: rule.name })));
  });
  const mutes = [...groupBy(windows, ({ alarm }) => [alarm])].flatMap(([alarm, all]) =>
    joinWindows(all, (window, of) => ({ ...window, alarm, of })),
  );
  return { hour, mutes, now: { from: hour, to: hour, muted: NONE } };
}

/** A rule whose schedule is not understood mutes while AWS says so. */
function windowsOf(rule: MuteRule, from: Ms, to: Ms): readonly MuteWindow[] {
  if (rule.schedule !== null) return muteWindows(rule, from, to);
  return rule.active ? [{ from: -Infinity, to: rule.until ?? Infinity }] : [];
}
