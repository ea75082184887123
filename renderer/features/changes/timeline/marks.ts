import type { FreezeWindow } from '../../../../shared/domain/freezes/types';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import { textWidth } from '../../../ui/text-width';
import { list } from '../../../ui/format';
import { age } from '../../../ui/time';
import { STATUS_WORD } from '../../../ui/words';
import type { LaneSite } from './groups';
import type { LaneItem } from './items';
import type { Obstacle } from './layout';
import { widthOf, xOf, type Scale } from './scale';

interface Said extends Obstacle {
  readonly text: string;
}
export interface FreezeMark {
  readonly key: string;
  readonly name: string;
  readonly x: number;
  readonly width: number;
  /** Its name, where there is room for it. */
  readonly said: readonly Said[];
}
export interface IssueMark {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  /** The label, before its begin. */
  readonly said: Said | null;
}
export interface BlindMark {
  readonly x: number;
  readonly said: Said | null;
}
/** What stands on the ground of a lane, under its bars. */
export interface LaneMarks {
  readonly freezes: readonly FreezeMark[];
  readonly issue: IssueMark | null;
  readonly blind: BlindMark | null;
}

const wide = (text: string): number => Math.ceil(textWidth(text, 12, 'cond') * 1.08);
const PAD = 8;
const ICON = 16;
/** A freeze of days says its name again, so that it is read wherever one looks. */
const AGAIN = 640;

interface MarksInput {
  readonly site: LaneSite;
  readonly items: readonly LaneItem[];
  readonly freezes: readonly FreezeWindow[];
  readonly events: readonly HealthEventView[];
  readonly scale: Scale;
  readonly now: Ms;
  /** The name of a freeze stands once in a country: on its first lane. */
  readonly named: boolean;
}

export function marksOf({ site, items, freezes, events, scale, now, named }: MarksInput): LaneMarks {
  const taken: Obstacle[] = items
    .filter(({ kind }) => kind !== 'run')
    .map(({ start, end }) => ({ x: xOf(scale, start), width: Math.max(6, widthOf(scale, end - start)) }));
  const put = (said: Said): Said | null => {
    if (taken.some(({ x, width }) => x < said.x + said.width + 2 && x + width + 2 > said.x)) return null;
    taken.push(said);
    return said;
  };
  const issue = issueOf(site, events, scale, now, put);
  const blind = blindOf(site, scale, now, put);
  return { issue, blind, freezes: freezes.map((window) => freezeOf(window, scale, named, put)) };
}

export const obstaclesOf = ({ freezes, issue, blind }: LaneMarks): readonly Obstacle[] => [
  ...freezes.flatMap(({ said }) => said),
  ...(issue?.said ? [issue.said] : []),
  ...(blind?.said ? [blind.said] : []),
];

/** Where labels could not be read without a ground of their own. */
export const hatchedBy = ({ freezes, issue }: LaneMarks): readonly Obstacle[] => [
  ...freezes,
  ...(issue === null ? [] : [issue]),
];

/** Issues that AWS has open now and that count for the site, from the first of them on. */
export const openIssues = (site: string, events: readonly HealthEventView[]): readonly HealthEventView[] =>
  events.filter(({ category, open, sites }) => category === 'issue' && open && sites.includes(site));

function issueOf(
  site: LaneSite,
  events: readonly HealthEventView[],
  scale: Scale,
  now: Ms,
  put: (said: Said) => Said | null,
): IssueMark | null {
  const open = openIssues(site.id, events);
  const [first] = [...open].sort((a, b) => (a.start ?? now) - (b.start ?? now));
  if (first === undefined) return null;
  const start = Math.min(first.start ?? now, now);
  const more = open.length > 1 ? ` +${open.length - 1}` : '';
  const text = `${first.service ?? 'AWS'} issue${more}`;
  const x = xOf(scale, start);
  const width = ICON + wide(text);
  return { x, width: Math.max(2, xOf(scale, now) - x), text, said: put({ x: x - PAD - width, width, text }) };
}

/** Whether what stands on the ground goes on with the time. */
export const tellsTime = (site: LaneSite, issues: readonly HealthEventView[]): boolean =>
  site.blind || issues.length > 0;

function blindOf(site: LaneSite, scale: Scale, now: Ms, put: (said: Said) => Said | null): BlindMark | null {
  if (!site.blind) return null;
  const x = xOf(scale, now);
  for (const text of blindTexts(site, now)) {
    const width = wide(text);
    const said = put({ x: x - PAD - width, width, text });
    if (said !== null) return { x, said };
  }
  return { x, said: null };
}

/** What is drawn of a lane besides its bars, in words. */
export const laneFacts = (site: LaneSite, events: readonly HealthEventView[], now: Ms): readonly string[] => [
  STATUS_WORD[site.status],
  ...(site.blind ? blindTexts(site, now).slice(0, 1) : []),
  ...openIssues(site.id, events).map(({ service, title }) => `open AWS issue, ${service ?? 'AWS'}: ${title}`),
];

/** The longest that fits is said. */
function blindTexts({ dataAt }: LaneSite, now: Ms): readonly string[] {
  const since = dataAt === null ? 'no data yet' : `no data for ${age(now - dataAt)}`;
  return [`${since}, state of changes unknown`, since];
}

/** A public holiday by its own name. */
export const freezeName = ({ name, holidays }: Pick<FreezeWindow, 'name' | 'holidays'>): string =>
  holidays.length === 0 ? name : list(holidays);

function freezeOf(
  { freeze, name: kind, holidays, start, end }: FreezeWindow,
  scale: Scale,
  named: boolean,
  put: (said: Said) => Said | null,
): FreezeMark {
  const x = xOf(scale, start);
  const name = freezeName({ name: kind, holidays });
  const width = Math.max(2, widthOf(scale, end - start));
  const said: Said[] = [];
  const takes = wide(name) + PAD;
  if (named)
    for (let at = x + PAD - 2; at + takes < x + width - 4; at += AGAIN) {
      const one = put({ x: at, width: takes, text: name });
      if (one !== null) said.push(one);
    }
  return { key: `${freeze} ${start}`, name, x, width, said };
}
