import type { HealthEventView, TeamView } from '../../../../shared/domain/snapshot/types';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import { dutyOf, peopleOf } from '../../../../shared/domain/shifts/duty';
import { maintenanceEnd, type CountryNow, type SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { list, plural } from '../../../ui/format';
import { zonePlace } from '../../../ui/map/zones';
import { textWidth } from '../../../ui/text-width';
import { ago } from '../../../ui/hint-text';
import { age } from '../../../ui/time';
import { countryName, STATUS_WORD, TIER_SHORT, TIER_WORD, TIERS } from '../../../ui/words';

export type PlateLine =
  | { readonly kind: 'state'; readonly status: Status; readonly text: string }
  | { readonly kind: 'team'; readonly duty: 'shift' | 'on-call' | 'off'; readonly text: string };

export interface PlateText {
  readonly country: string;
  readonly name: string;
  readonly time: string;
  /** The inverse band of a critical callout; null for a plain plate. */
  readonly band: string | null;
  /** What is wrong, in sentences, under the band. */
  readonly facts: readonly string[];
  readonly lines: readonly PlateLine[];
  readonly width: number;
  readonly height: number;
}

const CALLOUT_WIDTH = 258;

export function plateText(
  country: CountryNow,
  teams: readonly TeamView[],
  events: readonly HealthEventView[],
  facts: readonly string[],
  clocks: Clocks,
  now: Ms,
  folded: boolean,
): PlateText {
  const { lead, status } = country;
  const name = countryName(country.country);
  const time = clocks.day(now, lead.site.timeZone);
  const isCallout = status === 'critical';
  const lines: PlateLine[] = [...stateLines({ country, events, clocks, now }, isCallout)];
  if (!folded) {
    const here = teamsOf(country, teams).slice(0, 2);
    lines.push(...here.map((team) => teamLine(team, teams, isCallout, clocks, now)));
  }
  if (!isCallout) {
    return { country: country.country, name, time, band: null, facts: [], lines, ...plainSize(name, time, lines) };
  }
  const band = `Production critical, ${age(now - lead.since)}${lead.held ? ', not seen' : ''}`;
  const width = Math.max(CALLOUT_WIDTH, Math.ceil(textWidth(band, 14) * 1.08) + 52);
  const said = [...facts.slice(0, folded ? 1 : 2), ...issueFact(lead, events, folded)];
  const factLines = said.reduce((sum, text) => sum + Math.ceil(textWidth(text, 12) / (width - 30)), 0);
  return {
    country: country.country,
    name,
    time,
    band,
    facts: said,
    lines,
    width,
    height: 71 + factLines * 17 + (lines.length > 0 ? 4 + lines.length * 16 : 0),
  };
}

/** A plain plate that says less: at most so many lines, and without any only the name. */
export function shortened(text: PlateText, most: number): PlateText {
  const lines = text.lines.slice(0, most);
  const time = most === 0 ? '' : text.time;
  return { ...text, time, lines, ...plainSize(text.name, time, lines) };
}

function plainSize(name: string, time: string, lines: readonly PlateLine[]): Pick<PlateText, 'width' | 'height'> {
  const head = textWidth(name, 13) + (time === '' ? 0 : textWidth(time, 12) + 12);
  const widest = Math.max(head, ...lines.map((line) => textWidth(line.text, 12, 'cond') + 16));
  const least = lines.length === 0 ? 0 : 120;
  return { width: Math.min(260, Math.max(least, Math.ceil(widest + 22))), height: 33 + lines.length * 16 };
}

function issueFact(lead: SiteNow, events: readonly HealthEventView[], folded: boolean): readonly string[] {
  const issue = events.find((event) => event.open && event.category === 'issue' && event.sites.includes(lead.site.id));
  return issue && !folded ? [`AWS ${issue.service ?? ''} issue open.`.replace('  ', ' ')] : [];
}

interface Told {
  readonly country: CountryNow;
  readonly events: readonly HealthEventView[];
  readonly clocks: Clocks;
  readonly now: Ms;
}

/** Exceptions one by one, what is ok in one line (calm collapses). */
function stateLines(told: Told, isCallout: boolean): readonly PlateLine[] {
  const { country } = told;
  const rest = isCallout ? country.sites.filter((one) => one !== country.lead) : country.sites;
  const bad = rest
    .filter((one) => one.status !== 'ok')
    .sort((a, b) => TIERS.indexOf(a.site.tier) - TIERS.indexOf(b.site.tier));
  const good = rest.filter((one) => one.status === 'ok');
  const lines = [...sameReason(bad, told)];
  const shown = lines.length > 3 ? [...lines.slice(0, 2), more(lines.slice(2))] : lines;
  if (country.production.length === 0) shown.unshift({ kind: 'state', status: 'unknown', text: 'No production site' });
  if (good.length > 0) shown.push({ kind: 'state', status: 'ok', text: goodText(good, isCallout) });
  return shown;
}

function goodText(good: readonly SiteNow[], named: boolean): string {
  const tiers = TIERS.filter((tier) => good.some((one) => one.site.tier === tier));
  if (!named || good.length !== tiers.length) return `${plural(good.length, 'site')} ok`;
  const text = list(tiers.map((tier) => TIER_SHORT[tier].toLowerCase()));
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ok`;
}

const more = (lines: readonly PlateLine[]): PlateLine => ({
  kind: 'state',
  status: lines.some((line) => line.kind === 'state' && line.status === 'critical') ? 'critical' : 'unknown',
  text: `and ${lines.length} more not ok`,
});

function sameReason(bad: readonly SiteNow[], told: Told): readonly PlateLine[] {
  const { country, clocks } = told;
  const [first] = bad;
  const whole =
    first !== undefined &&
    bad.length > 1 &&
    bad.length === country.sites.length &&
    bad.every((one) => one.status === 'unknown' && one.blind);
  if (whole) {
    const lastOk = bad.every((one) => one.was?.status === 'ok');
    const at = first.dataAt;
    const text =
      at === null
        ? 'Unknown, never seen'
        : `Unknown, last ${lastOk ? 'ok' : 'seen'} ${clocks.bare(at, first.site.timeZone)}`;
    return [{ kind: 'state', status: 'unknown', text }];
  }
  return bad.map((one) => ({ kind: 'state', status: one.status, text: badText(one, told) }));
}

function badText(one: SiteNow, { country, events, clocks, now }: Told): string {
  const alike = country.sites.filter((other) => other.site.tier === one.site.tier).length;
  const name = alike > 1 ? one.site.name : TIER_SHORT[one.site.tier];
  switch (one.status) {
    case 'unknown':
      return one.dataAt === null || !one.blind
        ? `${name} unknown, ${age(now - one.since)}`
        : `${name} unknown, last ${one.was?.status === 'ok' ? 'ok' : 'seen'} ${clocks.bare(one.dataAt, one.site.timeZone)}`;
    case 'maintenance': {
      const end = maintenanceEnd(one.site, events);
      return `${name} maintenance, ${end === null ? 'since' : 'until'} ${clocks.bare(end ?? one.since, one.site.timeZone)}`;
    }
    case 'critical':
    case 'warning':
    case 'ok':
      return `${name} ${STATUS_WORD[one.status].toLowerCase()}, since ${clocks.bare(one.since, one.site.timeZone)}${one.held ? ', not seen' : ''}`;
  }
}

function teamLine(team: TeamView, teams: readonly TeamView[], isCallout: boolean, clocks: Clocks, now: Ms): PlateLine {
  const duty = dutyOf(team, now);
  const { names, whole } = peopleOf(team, teams, now);
  const [first] = names;
  const who =
    !isCallout || first === undefined || whole ? '' : `, ${first}${names.length > 1 ? ` and ${names.length - 1}` : ''}`;
  switch (duty.kind) {
    case 'shift':
      return { kind: 'team', duty: 'shift', text: `${team.name} on shift${who}` };
    case 'on-call':
      return { kind: 'team', duty: 'on-call', text: `${team.name} on call${who}` };
    case 'off':
      return {
        kind: 'team',
        duty: 'off',
        text:
          duty.until === null
            ? `${team.name} off shift`
            : `${team.name} from ${clocks.bare(duty.until, team.timeZone)}`,
      };
  }
}

/** Teams that stand in a country: their time zone lies in it, or is that of one of its sites. */
export const teamsOf = (country: CountryNow, teams: readonly TeamView[]): readonly TeamView[] =>
  teams.filter(
    (team) =>
      zonePlace(team.timeZone)?.country === country.country ||
      country.sites.some((one) => one.site.timeZone === team.timeZone),
  );

/** All that a marker can tell, for the pointer, the keyboard and a reader. */
export function markText(one: SiteNow, title: string, clocks: Clocks, now: Ms): string {
  const state =
    one.status === 'ok' ? `Ok for ${age(now - one.since)}` : `${STATUS_WORD[one.status]} for ${age(now - one.since)}`;
  const [reason] = one.site.reasons;
  const read = one.dataAt === null ? 'Never read.' : `Read ${ago(one.dataAt)}.`;
  return [
    `${title}: ${state}${one.held ? ', last known' : ''}`,
    one.was ? `Was ${one.was.status} ${clocks.both(one.was.at, one.site.timeZone)}.` : '',
    reason && one.status !== 'ok' ? `${reason.text}.` : '',
    one.site.healthViewMissing === null ? '' : `${one.site.healthViewMissing}.`,
    `${TIER_WORD[one.site.tier]} in ${one.site.region}, ${one.site.accountName}. ${read}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}
