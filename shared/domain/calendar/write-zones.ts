import { DAY, MINUTE, floorTo, type Ms } from '../../lib/time';
import { isTimeZone, offsetAt } from '../../lib/zones';
import { dateTimeText, offsetText } from './times';

/** Zones are described within these years; before and after, times are written in UTC. */
const DESCRIBED = { from: Date.UTC(1980, 0, 1), to: Date.UTC(2100, 0, 1) } as const;

export const canDescribe = (zone: string, from: Ms, to: Ms): boolean =>
  /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone) && isTimeZone(zone) && from >= DESCRIBED.from && to < DESCRIBED.to;

interface Change {
  readonly at: Ms;
  readonly before: Ms;
  readonly after: Ms;
}

/**
 * A VTIMEZONE (RFC 5545, 3.6.5) for a zone from one instant to another. Each change of the clock is named by its date: that is right
 * for every zone, where a yearly rule would be a guess about governments. Lines are not folded yet.
 */
export function zoneLines(zone: string, from: Ms, to: Ms): readonly string[] {
  const begin = floorTo(from - 370 * DAY, DAY);
  const offset = offsetAt(zone, begin);
  const changes = [{ at: begin, before: offset, after: offset }, ...changesOf(zone, begin, to + 370 * DAY)];
  const standard = Math.min(...changes.map((one) => one.after));
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    // Only a name: programs show it, and reckon by the offsets.
    const name = change.after > standard && change.after > change.before ? 'DAYLIGHT' : 'STANDARD';
    const key = `${name} ${change.before} ${change.after}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...[...groups].flatMap(([key, group]) => observance(key.split(' ')[0] ?? '', group)),
    'END:VTIMEZONE',
  ];
}

function observance(name: string, [first, ...rest]: readonly Change[]): readonly string[] {
  if (first === undefined) return [];
  // In the wall clock before the change, as the RFC has it.
  const wall = ({ at, before }: Change): string => dateTimeText(at + before);
  return [
    `BEGIN:${name}`,
    `DTSTART:${wall(first)}`,
    ...(rest.length > 0 ? [`RDATE:${rest.map(wall).join(',')}`] : []),
    `TZOFFSETFROM:${offsetText(first.before)}`,
    `TZOFFSETTO:${offsetText(first.after)}`,
    `END:${name}`,
  ];
}

/** No zone changes its clock there and back within a week. */
const STRIDE = 7 * DAY;

function changesOf(zone: string, from: Ms, to: Ms): readonly Change[] {
  const changes: Change[] = [];
  for (let at = from; at < to; at += STRIDE) {
    const before = offsetAt(zone, at);
    const after = offsetAt(zone, at + STRIDE);
    if (before === after) continue;
    let [old, now] = [at, at + STRIDE];
    while (now - old > MINUTE) {
      const middle = old + Math.floor((now - old) / MINUTE / 2) * MINUTE;
      if (offsetAt(zone, middle) === before) old = middle;
      else now = middle;
    }
    changes.push({ at: now, before, after });
  }
  return changes;
}
