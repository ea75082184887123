import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { badness, type Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Sight, SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { list, plural } from '../../../ui/format';
import type { SiteLabel } from '../../../ui/labels';
import { age, ageInWords, clock, sinceUtc } from '../../../ui/time';
import { TIERS } from '../../../ui/words';

/** The one sentence that answers "do I need to act?", and what stands under it. */
export interface TitleView {
  readonly look: 'critical' | 'trouble' | 'blind' | 'calm';
  readonly glyph: Status;
  readonly title: string;
  readonly sub: string;
}

export interface TitleInput {
  readonly sight: Sight;
  readonly events: readonly HealthEventView[];
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly clocks: Clocks;
  /** Why there is no snapshot yet, in words; null when nothing went wrong. */
  readonly problem: string | null;
  readonly file: string | null;
  readonly now: Ms;
}

export function titleOf(input: TitleInput): TitleView {
  const { sight, problem, file, now } = input;
  switch (sight.kind) {
    case 'loading':
      return {
        look: 'blind',
        glyph: 'unknown',
        title: 'No reading yet',
        sub: problem ?? 'Waiting for the first answer.',
      };
    case 'disconnected':
      return {
        look: 'blind',
        glyph: 'unknown',
        title: 'Meridian does not answer',
        sub:
          sight.newestAt === null ? 'Nothing was read yet. The window tries again by itself.' : lastReading(sight, now),
      };
    case 'empty':
      return {
        look: 'blind',
        glyph: 'unknown',
        title: 'Nothing is watched',
        sub: file === null ? 'This workspace names no sites.' : `${file} names no sites.`,
      };
    case 'restoring':
      return {
        look: 'blind',
        glyph: 'unknown',
        title: 'Last known state, reading AWS\u2026',
        sub:
          sight.newestAt === null
            ? 'No source has answered yet.'
            : `Read ${clock(sight.newestAt, 'UTC')} UTC, ${age(now - sight.newestAt)} ago. ${countsText(sight)}.`,
      };
    case 'blind':
      return blind(input);
    case 'partial':
    case 'live':
      return seen(input);
  }
}

const lastReading = (sight: Sight, now: Ms): string =>
  sight.newestAt === null
    ? 'There was no reading yet.'
    : `Last reading ${clock(sight.newestAt, 'UTC')} UTC, ${age(now - sight.newestAt)} ago. Everything below is last known, not current.`;

function blind({ sight, labels, now }: TitleInput): TitleView {
  const held = sight.sites.filter((one) => one.held);
  const worst = held[0];
  const was =
    worst === undefined ? '' : ` ${labels.get(worst.site.id)?.inSentence ?? worst.site.name} was ${worst.status}.`;
  return { look: 'blind', glyph: 'unknown', title: 'We cannot see AWS', sub: `${lastReading(sight, now)}${was}` };
}

/** Tier first, then severity: the order of attention. */
const rank = (one: SiteNow): number => TIERS.indexOf(one.site.tier) * 10 + badness(one.status);

function seen(input: TitleInput): TitleView {
  const { sight, labels } = input;
  const sites = [...sight.sites].sort((a, b) => rank(a) - rank(b) || a.since - b.since);
  const lead = sites.find((one) => one.status !== 'ok' && one.status !== 'maintenance');
  if (!lead) return calm(input);
  const alike = sites.filter((one) => one.status === lead.status && one.site.tier === lead.site.tier);
  const only = alike.length === 1 ? (labels.get(lead.site.id)?.inSentence ?? lead.site.name) : null;
  const many = `${alike.length} ${lead.site.tier} sites`;
  switch (lead.status) {
    case 'critical':
      return {
        look: 'critical',
        glyph: 'critical',
        title: only ? `${only} is critical` : `${many} are critical`,
        sub: troubleSub(input, alike),
      };
    case 'warning':
      return {
        look: 'trouble',
        glyph: 'warning',
        title: only ? `${only} has a warning` : `${many} have warnings`,
        sub: troubleSub(input, alike),
      };
    case 'unknown': {
      const tier = sites.filter((one) => one.site.tier === lead.site.tier);
      const whole = alike.length === tier.length && tier.length > 1 && alike.every((one) => one.blind);
      const region = sameRegion(alike);
      const title = whole
        ? `We cannot see ${lead.site.tier}`
        : only
          ? `${only} is unknown`
          : region !== null && alike.every((one) => one.blind)
            ? `We cannot see ${region}`
            : `${many} are unknown`;
      return { look: 'blind', glyph: 'unknown', title, sub: unknownSub(input, alike) };
    }
    case 'maintenance':
    case 'ok':
      return calm(input);
  }
}

function sameRegion(sites: readonly SiteNow[]): string | null {
  const regions = new Set(sites.map((one) => one.site.region));
  return regions.size === 1 && sites.length > 1 ? ([...regions][0] ?? null) : null;
}

function troubleSub({ sight, events, now }: TitleInput, alike: readonly SiteNow[]): string {
  const since = Math.min(...alike.map((one) => one.since));
  const ids = new Set(alike.map((one) => one.site.id));
  const issues = events.filter(
    (event) => event.open && event.category === 'issue' && event.sites.some((site) => ids.has(site)),
  );
  const held = alike.every((one) => one.held);
  const parts = [
    `${capital(ageInWords(now - since))}.`,
    held ? 'Not seen since: this is the last known state.' : '',
    issues.length > 0
      ? `${issues.length === 1 ? 'One AWS issue overlaps' : `${issues.length} AWS issues overlap`} with it.`
      : '',
    `${countsText(sight)}.`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function unknownSub({ sight, now }: TitleInput, alike: readonly SiteNow[]): string {
  const dates = alike.flatMap((one) => (one.dataAt === null ? [] : [one.dataAt]));
  const last = dates.length === 0 ? null : Math.max(...dates);
  const reading = last === null ? 'Never seen.' : `Last reading ${clock(last, 'UTC')} UTC, ${age(now - last)} ago.`;
  const others = sight.sites.filter((one) => !alike.includes(one));
  const allOk = others.length > 0 && others.every((one) => one.status === 'ok');
  const rest =
    others.length === 0
      ? ''
      : allOk
        ? ` The other ${plural(others.length, 'site')} ${others.length === 1 ? 'is' : 'are'} live and ok.`
        : ` ${countsText(sight)}.`;
  return reading + rest;
}

function calm({ sight, labels, clocks, now }: TitleInput): TitleView {
  const { counts, sites } = sight;
  const resting = sites.filter((one) => one.status === 'maintenance');
  const missing = sites.filter((one) => one.site.healthViewMissing !== null).length;
  const health = missing === 0 ? '' : ` AWS Health is not seen for ${plural(missing, 'site')}.`;
  const first = resting[0];
  if (!first) {
    const since = Math.max(...sites.map((one) => one.since));
    const title =
      sites.length === 1
        ? `${capital(labels.get(sites[0]?.site.id ?? '')?.inSentence ?? 'The site')} is ok`
        : `All ${sites.length} sites ok`;
    return { look: 'calm', glyph: 'ok', title, sub: `Since ${sinceUtc(since, now)}.${health}` };
  }
  const names = list(resting.slice(0, 3).map((one) => labels.get(one.site.id)?.inSentence ?? one.site.name));
  const more = resting.length > 3 ? ` and ${resting.length - 3} more` : '';
  return {
    look: 'calm',
    glyph: counts.ok > 0 ? 'ok' : 'maintenance',
    title: `${counts.ok} of ${plural(sites.length, 'site')} ok`,
    sub: `${capital(names)}${more} in maintenance since ${clocks.time(first.since, first.site.timeZone)}.${health}`,
  };
}

/** "9 of 12 sites ok, 1 unknown": unknown is always counted (S9). */
function countsText({ counts, sites }: Pick<Sight, 'counts' | 'sites'>): string {
  const parts = [
    counts.ok === 0
      ? `None of ${plural(sites.length, 'site')} ok`
      : `${counts.ok} of ${plural(sites.length, 'site')} ok`,
    ...(counts.unknown > 0 ? [`${counts.unknown} unknown`] : []),
  ];
  return parts.join(', ');
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
