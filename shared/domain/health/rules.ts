import { HOUR, type Ms } from '../../lib/time';
import { GLOBAL } from '../sources/types';
import type { Site } from '../workspace/types';
import type { HealthEvent } from './types';

/** S7: not closed, and no end in the past. AWS leaves events `open` that have ended: its own samples do. */
export const isOpen = (event: HealthEvent, now: Ms): boolean =>
  event.status?.toLowerCase() !== 'closed' && (event.end === null || event.end > now);

/** Whether an event speaks of what a site stands on: its region or `global`, and one of its services. */
export function concerns(event: HealthEvent, site: Pick<Site, 'region' | 'aws'>): boolean {
  if (event.region !== site.region && event.region !== GLOBAL) return false;
  return site.aws === null || (event.service !== null && site.aws.has(event.service.toUpperCase()));
}

export type EventEffect = 'critical' | 'warning' | 'maintenance';

/**
 * S7 and S8: what an event makes of a site it concerns; null when it is only listed. Critical needs more than this where
 * several sites share account and region: `alone` or an own breach, which the caller knows.
 */
export function effectOf(
  event: HealthEvent,
  site: Pick<Site, 'region' | 'aws'>,
  now: Ms,
  alone: boolean,
  ownBreach: boolean,
): EventEffect | null {
  if (!isOpen(event, now)) return null;
  if (event.category === 'issue' && concerns(event, site)) {
    return isAccountSpecific(event) && hasImpairedEntity(event) && (alone || ownBreach) ? 'critical' : 'warning';
  }
  return isMaintenance(event, site, now) ? 'maintenance' : null;
}

/** An event without a scope that names entities can only speak of an account. */
const isAccountSpecific = (event: HealthEvent): boolean =>
  event.scope === 'ACCOUNT_SPECIFIC' || (event.scope === null && (event.entities?.length ?? 0) > 0);

const hasImpairedEntity = (event: HealthEvent): boolean =>
  (event.entities ?? []).some((entity) => entity.status === null || entity.status.toUpperCase() === 'IMPAIRED');

/** S8: a scheduledChange with start <= now < end, an end, at most 24 h long, with an entity in the site's account and region. */
function isMaintenance(event: HealthEvent, site: Pick<Site, 'region' | 'aws'>, now: Ms): boolean {
  const { category, start, end, region, entities } = event;
  if (category !== 'scheduledChange' || start === null || end === null) return false;
  if (region !== site.region || !concerns(event, site)) return false;
  return start <= now && now < end && end - start <= 24 * HOUR && (entities?.length ?? 0) > 0;
}

/** A title a person can read: the first sentence of the text, else the type code in words. */
export function titleOf(event: HealthEvent): string {
  const code = event.typeCode ?? '';
  const service = event.service ?? 'AWS';
  const words = code
    .replace(/^AWS_/, '')
    .replace(new RegExp(`^${service.replace(/[^A-Za-z0-9]/g, '.')}_`, 'i'), '')
    .toLowerCase()
    .replaceAll('_', ' ')
    .trim();
  if (words !== '') return `${service} ${words}`;
  const sentence = event.description?.split(/[.\n]/)[0]?.trim() ?? '';
  return sentence === '' ? `${service} event` : sentence.slice(0, 120);
}
