import { matchesGlob } from '../../lib/glob';
import { DAY, type Ms } from '../../lib/time';
import { utcText } from '../../lib/words';
import { isUnderWay } from '../change/rules';
import { fullNumber } from '../change/number';
import type { Change } from '../change/types';
import type { Site } from '../workspace/types';
import type { Gathered } from './gathered';
import { CHANGES_SOURCE, type DeclaredMaintenance, type Reason } from './types';

/** As with AWS (S8): what goes on for longer is no maintenance any more. */
const LONGEST: Ms = DAY;

/**
 * In its window, once it is approved and until it is over; null where it declares nothing. One that runs beyond its window is no
 * maintenance any more: that it takes longer is what somebody has to see.
 */
export function maintenanceOf(change: Change): DeclaredMaintenance | null {
  const { id, number, title, sites, impact, state, window } = change;
  const counts = state === 'approved' || state === 'scheduled' || isUnderWay(state);
  if (impact === null || window === null || !counts) return null;
  const to = Math.min(window.end, window.start + LONGEST);
  return { change: id, number: fullNumber(number), title, sites, from: window.start, to, warnings: impact.warnings };
}

/** By site, for what is gathered. */
export function declaredBySite(all: readonly DeclaredMaintenance[]): NonNullable<Gathered['declared']> {
  const bySite = new Map<string, DeclaredMaintenance[]>();
  for (const one of all) for (const site of one.sites) bySite.set(site, [...(bySite.get(site) ?? []), one]);
  return bySite;
}

/**
 * S8: a change in its window is maintenance of its sites and takes the place of the warnings it names: these stay among the reasons and
 * decide nothing. What is critical or unknown stays so.
 */
export function withDeclared(site: Site, gathered: Gathered, now: Ms, reasons: readonly Reason[]): Reason[] {
  const active = (gathered.declared?.get(site.id) ?? []).filter(({ from, to }) => from <= now && now < to);
  if (active.length === 0) return [...reasons];
  const replaced = reasons.map((reason): Reason => {
    const by = active.find((one) => names(one, reason));
    return by === undefined
      ? reason
      : { ...reason, severity: 'info', text: `${reason.text}; ${by.number} declared it` };
  });
  return [...replaced, ...active.map((one) => reasonOf(one, now))];
}

/** Whether it is a warning that the change said would come. */
const names = ({ warnings }: DeclaredMaintenance, { severity, kind, subject }: Reason): boolean =>
  severity === 'warning' &&
  (kind === 'signal' || kind === 'alarm') &&
  subject !== null &&
  warnings.some((pattern) => matchesGlob(pattern, `${kind}:${subject}`));

function reasonOf({ number, title, from, to, change }: DeclaredMaintenance, now: Ms): Reason {
  return {
    kind: 'maintenance',
    severity: 'maintenance',
    text: `Change ${number}: ${title} until ${utcText(to, now)}`,
    since: from,
    source: CHANGES_SOURCE,
    ageSeconds: 0,
    subject: change,
  };
}
