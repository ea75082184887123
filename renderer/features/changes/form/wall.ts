import type { Window } from '../../../../shared/domain/change/types';
import type { MinuteRange } from '../../../../shared/domain/guard/change-rules';
import { DAY, floorTo, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import { fromWall, localDayStart, toWall } from '../../../../shared/lib/zones';
import { clock, date, isoDay } from '../../../ui/time';

export interface QuickWindow {
  readonly word: string;
  readonly window: Window;
}

/** How long a window is that is chosen in one press. */
const LENGTH: Ms = HOUR;
const MOST = 4;

/** Windows that are near: the next hour, then the beginnings of the next hours that the site agreed to. */
export function quickWindows(now: Ms, zone: string, agreed: readonly MinuteRange[]): readonly QuickWindow[] {
  const next = floorTo(now, HOUR) + HOUR;
  const quick: QuickWindow[] = [
    { word: `Next hour, ${clock(next, zone)}`, window: { start: next, end: next + LENGTH } },
  ];
  const hours = agreed.length > 0 ? agreed : USUAL;
  for (let day = 0; day < 8 && quick.length < MOST; day++) {
    const midnight = localDayStart(zone, now + day * DAY);
    for (const [from, to] of hours) {
      const start = fromWall(zone, toWall(zone, midnight) + from * MINUTE);
      const length = Math.min(LENGTH, ((to - from + 1_440) % 1_440 || 1_440) * MINUTE);
      if (start <= now || quick.length >= MOST) continue;
      const name = isoDay(start, zone) === isoDay(now, zone) ? 'Today' : date(start, zone);
      quick.push({ word: `${name} ${clock(start, zone)}`, window: { start, end: start + length } });
    }
  }
  return quick;
}
/** Where the workspace agrees to no hours. */
const USUAL: readonly MinuteRange[] = [[540, 1_080]];
