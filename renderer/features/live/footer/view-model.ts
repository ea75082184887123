import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Sight } from '../../../stores/derive/sight';
import { plural } from '../../../ui/format';
import { age, clock } from '../../../ui/time';

export interface FooterView {
  readonly glyph: Status;
  readonly strong: string;
  readonly rest: string;
}

/** How fresh what is on screen is. Agrees with the title and the pill, because all three are made from one sight. */
export function footerOf(sight: Sight, now: Ms): FooterView {
  const { counts, newestAt, sites } = sight;
  const last =
    newestAt === null
      ? 'nothing was read yet'
      : `last reading ${clock(newestAt, 'UTC')} UTC, ${age(now - newestAt)} ago`;
  switch (sight.kind) {
    case 'loading':
      return { glyph: 'unknown', strong: 'No reading yet', rest: '' };
    case 'empty':
      return { glyph: 'unknown', strong: 'No sites', rest: ', nothing is watched' };
    case 'disconnected':
      return { glyph: 'unknown', strong: 'Not connected', rest: `, ${last}` };
    case 'restoring':
      return { glyph: 'unknown', strong: 'Last known', rest: `, ${last}` };
    case 'blind': {
      const wereOk = sites.every((one) => one.was?.status === 'ok');
      const strong =
        counts.unknown === sites.length
          ? `${plural(sites.length, 'site')} unknown`
          : `None of ${plural(sites.length, 'site')} seen`;
      const at = newestAt === null ? '' : ` at ${clock(newestAt, 'UTC')} UTC`;
      return { glyph: 'unknown', strong, rest: wereOk ? `, all were ok${at}` : `, ${last}` };
    }
    case 'partial':
    case 'live': {
      const fresh = sites.flatMap((one) => (one.blind || one.dataAt === null ? [] : [one.dataAt]));
      const oldest = fresh.length === 0 ? '' : age(now - Math.min(...fresh));
      const strong = counts.ok === 0 ? 'No site is ok' : `${plural(counts.ok, 'site')} ok`;
      const glyph = counts.ok === 0 ? 'unknown' : 'ok';
      if (sight.kind === 'live') return { glyph, strong, rest: `, all fresh, oldest reading ${oldest}` };
      const unseen = sites.filter((one) => one.blind).length;
      return { glyph, strong, rest: `${oldest === '' ? '' : `, fresh ones ${oldest} old`}. ${unseen} not seen` };
    }
  }
}
