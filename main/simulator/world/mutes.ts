import { DAY, HOUR, iso, MINUTE, type Ms } from '../../../shared/lib/time';
import type { Json } from '../protocol/json';
import { quietAlarms } from './metrics';
import { SITES, type Site } from './sites';
import { createZone } from './zone';

/** A mute rule of the retailer: when it mutes is told by itself, beside the words that say so to AWS. */
interface WorldMute {
  readonly name: string;
  readonly description: string;
  readonly alarms: (site: Site) => readonly string[];
  readonly expression: (site: Site, storyStart: Ms) => string;
  readonly duration: string;
  readonly type: 'ONE_TIME' | 'RECURRING';
  readonly status: (site: Site, storyStart: Ms, now: Ms) => 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';
}

/** The batch runs from 02:00 to 04:00 on the clock of the site. */
const NIGHT = { from: 2 * 60, to: 4 * 60 };
const minuteOfDay = (site: Site, at: Ms): number => createZone(site.country.timeZone).minuteOfWeek(at) % 1_440;

const nightly: WorldMute = {
  name: 'nightly-batch',
  description: 'The nightly stock batch loads these queues and nodes: nobody is called for it',
  alarms: (site) =>
    quietAlarms(site)
      .filter(({ service }) => service === 'inventory' || service === 'pricing')
      .map(({ service, metric }) => `${site.prefix}-${service}-${metric.suffix}`),
  expression: () => 'cron(0 2 * * *)',
  duration: 'PT2H',
  type: 'RECURRING',
  status: (site, _, now) => {
    const minute = minuteOfDay(site, now);
    return minute >= NIGHT.from && minute < NIGHT.to ? 'ACTIVE' : 'SCHEDULED';
  },
};

/** Minutes of the story: the team knows that no capacity is to be had, and muted the alarm that says so. */
const CAPACITY = { from: -20, hours: 4 };
const capacityFrom = (storyStart: Ms): Ms => storyStart + CAPACITY.from * MINUTE;

const capacity: WorldMute = {
  name: 'br-az1-capacity',
  description: 'AWS knows of the capacity in sae1-az1: the alarm tells us nothing new',
  alarms: (site) => [`${site.prefix}-asg-checkout-launch`],
  expression: (site, storyStart) => `at(${localMinute(site, capacityFrom(storyStart))})`,
  duration: `PT${CAPACITY.hours}H`,
  type: 'ONE_TIME',
  status: (_, storyStart, now) => {
    const from = capacityFrom(storyStart);
    return now < from ? 'SCHEDULED' : now < from + CAPACITY.hours * HOUR ? 'ACTIVE' : 'EXPIRED';
  },
};

const MUTES: readonly (readonly [site: string, mute: WorldMute])[] = [
  ['us-prod', nightly],
  ['br-prod', capacity],
];

/** `2026-11-24T19:32` on the clock of the site. */
function localMinute(site: Site, at: Ms): string {
  // The offset, from two ways to say which minute of the week it is.
  const utc = createZone('UTC').minuteOfWeek(at);
  const away = (createZone(site.country.timeZone).minuteOfWeek(at) - utc + 1.5 * 10_080) % 10_080;
  return iso(at + (away - 0.5 * 10_080) * MINUTE).slice(0, 16);
}

/** The rules of one account and region, as GetAlarmMuteRule tells each. */
export function muteWires(account: string, region: string, storyStart: Ms, now: Ms): readonly Json[] {
  return MUTES.flatMap(([id, mute]) => {
    const site = SITES.find((one) => one.id === id);
    if (site?.account !== account || site.region !== region) return [];
    return [
      {
        Name: mute.name,
        AlarmMuteRuleArn: `arn:aws:cloudwatch:${region}:${account}:alarm-mute-rule:${mute.name}`,
        Description: mute.description,
        Rule: {
          Schedule: {
            Expression: mute.expression(site, storyStart),
            Duration: mute.duration,
            Timezone: site.country.timeZone,
          },
        },
        MuteTargets: { AlarmNames: mute.alarms(site) },
        Status: mute.status(site, storyStart, now),
        LastUpdatedTimestamp: (storyStart - (mute.type === 'RECURRING' ? 60 * DAY : 25 * MINUTE)) / 1000,
        MuteType: mute.type,
      },
    ];
  });
}
