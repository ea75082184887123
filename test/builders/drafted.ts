import fc from 'fast-check';
import { createGuard } from '../../shared/domain/guard/guard';
import type { DraftFacts } from '../../shared/domain/handover/draft/types';
import { CONDITIONS, type HandoverContent, type HandoverItem } from '../../shared/domain/handover/types';
import { SEVERITIES, STATES } from '../../shared/domain/incident/types';
import type { SiteView } from '../../shared/domain/snapshot/types';
import type { Condition } from '../../shared/domain/sources/types';
import { STATUSES } from '../../shared/domain/status/types';
import { HOUR, MINUTE } from '../../shared/lib/time';
import { anOverride } from './changes';
import { aWrittenItem, anIfThen, anIncidentRow, draftFacts } from './drafts';
import { muteSourcesOf, someFacts, sourcesOf } from './guard';
import { changes, events, freezes, runs } from './guarded';
import { NOW } from './instants';
import { aPlacedRule, aSchedule } from './mutes';
import { anAttentionItem } from './snapshots';

/** Of few names, so that what two looks find is often the same thing. */
const few = <T extends object>(one: fc.Arbitrary<T>, name: string, key: 'id' | 'arn' | 'name' = 'id') =>
  fc
    .uniqueArray(fc.tuple(fc.nat(4), one), { maxLength: 4, selector: ([at]) => at })
    .map((list) => list.map(([at, found]) => ({ ...found, [key]: `${name}${at}` })));
const orNull = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null, freq: 8 });
const siteIds = fc.subarray(['br-prod', 'us-prod', 'br-dev', 'mars'], { maxLength: 2 });
const text = fc.constantFrom('', 'x', 'Rolled back', 'carried through 3 shifts', 'कार्य', 'a; b');
const hours = fc.integer({ min: -30, max: 30 }).map((count) => NOW + count * HOUR);
const person = orNull(fc.constantFrom('ana', 'bia', 'ravi', 'meera', 'guest'));

/** Records are read with times that a calendar holds; others are for the guard. */
function sane<T>(value: T): T {
  if (typeof value === 'number') return (Number.isFinite(value) && value >= 0 && value < 4e12 ? value : NOW) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => sane(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sane<unknown>(one)])) as T;
}

const site = (base: SiteView) =>
  fc
    .record({
      status: fc.constantFrom('ok', ...STATUSES),
      blind: fc.boolean(),
      healthViewMissing: fc.constantFrom(null, null, 'AWS view missing'),
      badges: fc.array(fc.constantFrom('muted' as const, 'suppressed' as const, null), { maxLength: 2 }),
    })
    .map(({ badges, ...over }) => ({
      ...base,
      ...over,
      alarms: badges.map((badge, at) => ({
        name: `alarm-${at}`,
        kind: 'metric' as const,
        state: 'OK' as const,
        since: NOW,
        badge,
        mute: null,
        severity: null,
        reason: '',
        under: null,
      })),
    }));

const incidents = few(
  fc
    .record({
      severity: orNull(fc.constantFrom(...SEVERITIES)),
      state: orNull(fc.constantFrom('open' as const, ...STATES)),
      restricted: fc.constantFrom(false, false, true),
      sites: siteIds,
      commander: person,
      openFollowUps: fc.nat(2),
      changedAt: hours,
    })
    .map(anIncidentRow),
  'i',
);
/** Rules of alarms that the sites have, of ones that they have not, and of one that is not understood. */
const mutes = few(
  fc
    .record({
      alarms: fc.subarray(['alarm-0', 'alarm-1', 'gone']),
      account: fc.constantFrom('prod', 'lower'),
      active: fc.boolean(),
      schedule: orNull(
        fc
          .record({
            hour: fc.nat(23),
            days: fc.constantFrom('*', 'MON', '1-5'),
            minutes: fc.integer({ min: 1, max: 1_500 }),
          })
          .map(({ hour, days, minutes }) => aSchedule(`cron(0 ${hour} * * ${days})`, minutes * MINUTE, 'Asia/Kolkata')),
      ),
      until: orNull(hours),
    })
    .map(aPlacedRule),
  'm',
  'name',
);
const overrides = fc.constantFrom(
  [],
  [anOverride({ findings: ['x'], breakGlass: true, at: NOW - HOUR })],
  [anOverride({ findings: ['x'] }), anOverride({ findings: ['x'], person: 'caio', act: 'b', at: NOW + 5 * HOUR })],
);

/** A look at anything that may be known at `now`, without a handover before. */
export const looksAt = (now: number): fc.Arbitrary<DraftFacts> => {
  const base = someFacts().sites;
  return fc
    .record({
      sites: fc.tuple(...base.map(site)),
      conditions: fc.infiniteStream(fc.constantFrom<Condition[]>('live', 'live', 'live', 'late', 'denied', 'never')),
      events: few(events.map(sane), 'e', 'arn'),
      outside: few(runs.map(sane), 'r'),
      mutes,
      freezes: few(freezes, 'f'),
      changes: orNull(
        few(
          fc.tuple(changes.map(sane), overrides).map(([one, said]) => ({ ...one, overrides: said })),
          'c',
        ),
      ),
      incidents: orNull(incidents),
      followUps: few(
        fc.record({ incident: fc.nat(4).map((at) => `i${at}`), text, owner: person, due: orNull(hours), id: text }),
        'u',
      ),
      gaps: fc.uniqueArray(fc.record({ text, from: hours, to: hours.map((at) => at + 90 * MINUTE) }), {
        maxLength: 3,
        selector: (gap) => `${gap.from} ${gap.text}`,
      }),
    })
    .map(({ conditions, freezes: found, ...over }) => {
      const rules = { ...someFacts().rules, freezes: found };
      const sources = [...sourcesOf(over.sites), ...muteSourcesOf(over.sites)].map((one) => ({
        ...one,
        condition: conditions.next().value as Condition,
      }));
      const attention = over.sites.flatMap(({ id, status }) =>
        status === 'ok' ? [] : anAttentionItem({ key: id, site: id, severity: status }),
      );
      const guard = createGuard(
        someFacts({ now, rules, sites: over.sites, sources, changes: over.changes ?? [], events: over.events }),
      );
      return draftFacts({
        ...over,
        now,
        generatedAt: now,
        at: now + HOUR,
        until: now + 13 * HOUR,
        rules,
        sources,
        attention,
        guard,
      });
    });
};

/** What people do to a document. */
export type Writing = (content: HandoverContent) => HandoverContent;
const fields = fc.record(
  {
    done: text,
    next: text,
    line: text,
    owner: person,
    due: orNull(hours),
    condition: fc.constantFrom(...CONDITIONS),
  },
  { requiredKeys: [] },
);
const edit = fc.record({
  at: fc.nat(40),
  fields,
  fate: fc.constantFrom('keep', 'keep', 'dismiss', 'merge'),
  into: fc.nat(40),
});
export const writings: fc.Arbitrary<Writing> = fc
  .record({
    edits: fc.array(edit, { maxLength: 12 }),
    written: fc.uniqueArray(
      fc.record({ id: fc.nat(9), kind: fc.constantFrom('action' as const, 'note', 'site'), fields }),
      { maxLength: 3, selector: ({ id }) => id },
    ),
    ifThens: fc.uniqueArray(fc.record({ id: fc.nat(9), item: orNull(fc.nat(40)), until: orNull(hours) }), {
      maxLength: 3,
      selector: ({ id }) => id,
    }),
  })
  .map(({ edits, written, ifThens }) => (content) => {
    const items = [...content.items];
    for (const { id, kind, fields } of written)
      if (!items.some((item) => item.id === `w${id}`))
        items.push(aWrittenItem({ id: `w${id}`, key: `w${id}`, kind, ...fields }));
    const pick = (at: number): HandoverItem | undefined => items[at % Math.max(1, items.length)];
    for (const { at, fields, fate, into } of edits) {
      const item = pick(at);
      if (item === undefined) continue;
      const target = pick(into);
      items[items.indexOf(item)] = {
        ...item,
        ...fields,
        dismissed: fate === 'dismiss' ? 'Told by phone' : item.dismissed,
        mergedInto:
          fate === 'merge' && target !== undefined && target !== item && !target.closed ? target.id : item.mergedInto,
      };
    }
    const said = ifThens.map(({ id, item, until }) =>
      anIfThen({ id: `t${id}`, until, item: item === null ? null : (pick(item)?.id ?? null) }),
    );
    const there = new Set(said.map(({ id }) => id));
    return { ...content, items, ifThens: [...content.ifThens.filter(({ id }) => !there.has(id)), ...said] };
  });

/** The same facts in another order. */
export const shuffledLook = (facts: DraftFacts): fc.Arbitrary<DraftFacts> => {
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const orNothing = <T>(list: readonly T[] | null) => (list === null ? fc.constant(null) : shuffled(list));
  return fc
    .record({
      sites: shuffled(facts.sites),
      sources: shuffled(facts.sources),
      events: shuffled(facts.events),
      attention: shuffled(facts.attention),
      outside: shuffled(facts.outside),
      changes: orNothing(facts.changes),
      // Sets of a record have no order.
      incidents: orNothing(facts.incidents?.map((row) => ({ ...row, sites: [...row.sites].reverse() })) ?? null),
      followUps: shuffled(facts.followUps),
      gaps: shuffled(facts.gaps),
      freezes: shuffled(facts.rules.freezes),
      before: shuffled(facts.previous?.content.items ?? []),
    })
    .map(({ freezes: found, before, ...over }) => ({
      ...facts,
      ...over,
      rules: { ...facts.rules, freezes: found },
      previous:
        facts.previous === null ? null : { ...facts.previous, content: { ...facts.previous.content, items: before } },
    }));
};
