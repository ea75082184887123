import type { IncidentRow } from '../incident/types';
import { HOUR, MINUTE, type Ms } from '../../lib/time';
import { isOpen, isShown } from './items';
import type { Acceptance, HandoverContent, HandoverItem, HandoverMeasures, Signing } from './types';

/** So long after duty passed, trouble of which nobody spoke is a surprise. */
export const SURPRISED: Ms = 2 * HOUR;

export type MeasuredIncident = Pick<IncidentRow, 'id' | 'title' | 'sites' | 'services' | 'times'>;

/** What a handover did, for learning from it; nothing of it judges a person. */
export function measuresOf(
  content: HandoverContent,
  signing: Pick<Signing, 'signatures' | 'accepted' | 'questions'>,
  incidents: readonly MeasuredIncident[],
  now: Ms,
): HandoverMeasures {
  const { accepted } = signing;
  const { items, ifThens, at } = accepted?.copy ?? content;
  const open = items.filter(isOpen);
  const signedAt = Math.min(
    ...signing.signatures.filter((one) => one.content === accepted?.content).map((one) => one.at),
  );
  // Accepted before it was signed, or later than now: two clocks differ, and what lies between them is no time that passed.
  const isSound = accepted !== null && accepted.at <= now && (signedAt === Infinity || accepted.at >= signedAt);
  return {
    minutesToAccept: isSound && signedAt !== Infinity ? minutes(accepted.at - signedAt) : null,
    minutesLate: isSound ? minutes(accepted.at - at) : null,
    openItems: open.length,
    withIfThen: open.filter(({ id }) => ifThens.some(({ item }) => item === id)).length,
    questions: signing.questions.length,
    surprises: !isSound || now < accepted.at + SURPRISED ? null : surprisesOf(accepted, incidents),
  };
}

const minutes = (span: Ms): number => Math.floor(span / MINUTE);

function surprisesOf(
  { at, copy }: Acceptance,
  incidents: readonly MeasuredIncident[],
): NonNullable<HandoverMeasures['surprises']> {
  const told = copy.items.filter((item) => isShown(item) || item.mergedInto !== null);
  const sites = new Set([
    ...told.flatMap((item) => [...item.sites, ...(item.kind === 'site' ? [item.reference] : [])]),
    ...copy.ifThens.flatMap(({ watch }) => watch?.site ?? []),
  ]);
  const references = new Set(told.flatMap(({ key, reference }) => [key, reference]));
  const words = told.map(wordsOf).join(' ');
  const wasTold = ({ id, sites: of, services }: MeasuredIncident): boolean =>
    references.has(id) ||
    references.has(`incident:${id}`) ||
    of.some((site) => sites.has(site)) ||
    services.some((service) => words.includes(` ${plain(service)} `));
  return incidents.flatMap((incident) => {
    const { began, declared } = incident.times;
    const since = [began, declared].find((time) => time !== null && time >= at && time < at + SURPRISED) ?? null;
    return since === null || wasTold(incident) ? [] : [{ id: incident.id, title: incident.title, at: since }];
  });
}

/** An item has no list of services: it names one by writing it. */
const wordsOf = ({ name, line, facts, done, next }: HandoverItem): string =>
  ` ${[name, line, facts, done, next].map(plain).join(' ')} `;
/** Words in small letters with one blank between; signs part words, as in `checkout-api`, on both sides alike. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
