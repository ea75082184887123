import { DAY, HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import type { Json } from '../../protocol/json';
import { keyOf, unit, uuid } from '../noise';
import type { Site } from '../sites';
import { occurrences } from './runs';

const seconds = (at: Ms): number => at / 1000;

/** Stack updates of the story, in minutes of its loop. A nested one is updated within its part of that time. */
export const UPDATES = [
  {
    change: null,
    site: 'in-prod',
    stack: 'platform',
    from: 2,
    to: 48,
    nested: [
      { name: 'Database', from: 3, to: 21 },
      { name: 'Services', from: 8, to: 46 },
      { name: 'Cache', from: 5, to: 12 },
    ],
  },
  { change: 'CHG-209', site: 'in-pre', stack: 'database', from: -18, to: 90, nested: [] },
] as const;

/** A change set that nobody ever executed. */
export const REVIEWED = { site: 'us-prod', stack: 'edge-poc', age: 41 * DAY } as const;

const AT_REST = ['network', 'database', 'platform'] as const;

/** Every stack of one site, deleted ones of the last 90 days too. */
export function stackWires(site: Site, seed: number, storyStart: Ms, now: Ms): readonly Json[] {
  const wires = AT_REST.flatMap((stack) => standing(site, stack, seed, storyStart, now));
  if (REVIEWED.site === site.id)
    wires.push({
      ...head(site, REVIEWED.stack, seed),
      StackStatus: 'REVIEW_IN_PROGRESS',
      CreationTime: seconds(storyStart - REVIEWED.age),
    });
  if (site.tier === 'production')
    wires.push({
      ...head(site, 'promotion', seed),
      StackStatus: 'DELETE_COMPLETE',
      CreationTime: seconds(storyStart - 120 * DAY),
      DeletionTime: seconds(storyStart - 33 * DAY),
    });
  return wires;
}

/** A stack, and what is nested in it. */
function standing(site: Site, stack: string, seed: number, storyStart: Ms, now: Ms): Json[] {
  const dice = keyOf(seed, `stack/${site.id}/${stack}`);
  const made = storyStart - 500 * DAY;
  const rested = storyStart - (1 + Math.floor(unit(dice, 0) * 60)) * DAY - 5 * HOUR;
  const update = UPDATES.find((one) => one.site === site.id && one.stack === stack);
  const last = update === undefined ? undefined : occurrences(storyStart, now, update.from, update.to)[0];
  const root = head(site, stack, seed);
  const state = (from: Ms, to: Ms): Json =>
    now < from
      ? { StackStatus: 'UPDATE_COMPLETE', LastUpdatedTime: seconds(rested) }
      : { StackStatus: now < to ? 'UPDATE_IN_PROGRESS' : 'UPDATE_COMPLETE', LastUpdatedTime: seconds(from) };
  if (update === undefined || last === undefined)
    return [{ ...root, CreationTime: seconds(made), ...state(Infinity, Infinity) }];
  return [
    { ...root, CreationTime: seconds(made), ...state(last.start, last.end) },
    ...update.nested.map((part) => ({
      ...head(site, `${stack}-${part.name}-${uuid(seed, part.name).slice(0, 8).toUpperCase()}`, seed),
      CreationTime: seconds(made),
      ...state(last.start + (part.from - update.from) * MINUTE, last.start + (part.to - update.from) * MINUTE),
      ParentId: root.StackId,
      RootId: root.StackId,
    })),
  ];
}

function head(site: Site, stack: string, seed: number) {
  const name = `${site.prefix}-${stack}`;
  return {
    StackId: `arn:aws:cloudformation:${site.region}:${site.account}:stack/${name}/${uuid(seed, `stack/${name}`)}`,
    StackName: name,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
