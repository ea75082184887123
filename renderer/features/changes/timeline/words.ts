import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { GuardVerdict } from '../../../../shared/domain/guard/types';
import type { OutsideRun } from '../../../../shared/domain/outside/types';
import type { Ms } from '../../../../shared/lib/time';
import { zoneName } from '../../../../shared/lib/zone-names';
import { clock, date, isoDay } from '../../../ui/time';
import type { LaneItem } from './items';

/** "Wed 18 Nov 22:00 BRT, 01:00 UTC": the day of UTC stands where it is another. */
export function momentWords(at: Ms, zone: string): string {
  const own = `${date(at, zone)} ${clock(at, zone)} ${zoneName(zone, at)}`;
  if (zoneName(zone, at) === 'UTC') return own;
  const other = isoDay(at, zone) === isoDay(at, 'UTC') ? '' : `${date(at, 'UTC')} `;
  return `${own}, ${other}${clock(at, 'UTC')} UTC`;
}

/** "Wed 18 Nov 22:00 to 23:30 BRT, 01:00 to 02:30 UTC". */
export function windowWords(start: Ms, end: Ms, zone: string): string {
  const part = (of: string): string => {
    const until = isoDay(start, of) === isoDay(end, of) ? clock(end, of) : `${date(end, of)} ${clock(end, of)}`;
    return `${clock(start, of)} to ${until} ${zoneName(of, start)}`;
  };
  const own = `${date(start, zone)} ${part(zone)}`;
  if (zoneName(zone, start) === 'UTC') return own;
  const other = isoDay(start, zone) === isoDay(start, 'UTC') ? '' : `${date(start, 'UTC')} `;
  return `${own}, ${other}${part('UTC')}`;
}

const verdictWords = (verdict: GuardVerdict | null): string =>
  verdict === null ? '' : verdict === 'go' ? ', guard says go' : `, guard says ${verdict}`;

export interface Spoken {
  readonly site: string;
  readonly zone: string;
  readonly verdict: GuardVerdict | null;
  /** As it stands beside the bar. */
  readonly number: string;
  /** Numbers of changes it overlaps with. */
  readonly overlaps: readonly string[];
}

/** Everything that is drawn of a bar, as a sentence that begins with what is written beside it. */
export function itemName(item: LaneItem, { site, zone, verdict, number, overlaps }: Spoken): string {
  switch (item.kind) {
    case 'change': {
      const { change, runs, start, end } = item;
      const title = change.title === '' ? 'no title' : change.title;
      const state = CHANGE_STATE_WORD[change.state].toLowerCase();
      const conflict = overlaps.length === 0 ? '' : `, overlaps ${overlaps.join(' and ')}`;
      const outside = runs.length === 0 ? '' : `, ${runs.map(runWords).join(', ')}`;
      const imported = change.origin === null ? '' : `, from ${change.origin.name}`;
      return `${number} ${title}, ${state}, ${fullNumber(change.number)}, ${site}, ${windowWords(start, end, zone)}${verdictWords(verdict)}${conflict}${outside}${imported}`;
    }
    case 'aws':
      return `${awsTitle(item.event)}, scheduled: ${item.event.title}, ${site}, ${
        item.event.end === null
          ? `${momentWords(item.start, zone)}, no end said`
          : windowWords(item.start, item.end, zone)
      }`;
    case 'run':
      return `unplanned ${item.run.name}, ${RUN_WORD[item.run.kind]} ${item.run.said}${
        item.more.length === 0 ? '' : `, and ${item.more.length} more: ${item.more.map(runWords).join(', ')}`
      }, ${site}, ${windowWords(item.start, item.end, zone)}`;
  }
}

export const awsTitle = ({ service, title }: { readonly service: string | null; readonly title: string }): string =>
  service === null ? `AWS: ${title}` : `AWS ${service} maintenance`;

export const RUN_WORD: Readonly<Record<OutsideRun['kind'], string>> = {
  pipeline: 'pipeline',
  deployment: 'deployment',
  stack: 'stack',
};
const runWords = ({ kind, name, said }: OutsideRun): string => `${RUN_WORD[kind]} ${name} ${said}`;
