import { createGuard } from '../../../shared/domain/guard/guard';
import { draftOf } from '../../../shared/domain/handover/draft/draft';
import type { DraftFacts } from '../../../shared/domain/handover/draft/types';
import { isOpen } from '../../../shared/domain/handover/items';
import type { HandoverContent, HandoverItem } from '../../../shared/domain/handover/types';
import { SEVERITIES } from '../../../shared/domain/incident/types';
import { HOUR, MINUTE } from '../../../shared/lib/time';
import { anOverride } from '../../builders/changes';
import { aWrittenItem, anIfThen, anIncidentRow, contentOf, draftFacts, previousOf } from '../../builders/drafts';
import { anAttentionItem } from '../../builders/snapshots';
import { fleet, SIZES as FLEET } from '../guard/fleet';
import { createRandom } from '../random';

export const SIZES = { ...FLEET, open: 500 } as const;

const WORDS = 'Rolled back at 07:20 and watched since; the new pricing client is the likely cause, not proven. ';
const written = (item: HandoverItem, index: number): HandoverItem => ({
  ...item,
  line: item.line === '' ? 'Watch it' : item.line,
  done: WORDS.repeat(1 + (index % 3)),
  next: WORDS,
  owner: 'ravi',
});

/** The end of a bad shift on a large fleet, with a handover before in which people wrote to every item. */
export function badShift(seed: number): DraftFacts {
  const random = createRandom(seed + 1);
  const below = (limit: number): number => Math.floor(random() * limit);
  const base = fleet(seed);
  const { now } = base;
  const sites = base.sites.map((site, index) => ({
    ...site,
    status: index % 4 === 0 ? ('critical' as const) : index % 4 === 1 ? ('warning' as const) : site.status,
    alarms:
      index % 8 === 0
        ? [
            {
              name: `cpu-${index}`,
              kind: 'metric' as const,
              state: 'OK' as const,
              since: now,
              badge: 'muted' as const,
              mute: null,
              severity: null,
              reason: '',
              under: null,
            },
          ]
        : [],
  }));
  const incidents = Array.from({ length: 120 }, (_, index) =>
    anIncidentRow({
      id: `${index.toString(16).padStart(8, '0')}-0000`,
      severity: SEVERITIES[index % 4]!,
      state: index % 6 === 5 ? 'resolved' : index % 2 === 0 ? 'open' : 'mitigated',
      // Few sites, so that the others stand for themselves.
      sites: [sites[below(20)]!.id],
      openFollowUps: index % 3,
    }),
  );
  const changes = base.changes.map((change, index) =>
    index >= 200
      ? change
      : {
          ...change,
          window: { start: now + below(12 * 60) * MINUTE, end: now + 13 * HOUR },
          ...(index % 10 === 1
            ? {
                state: 'running' as const,
                times: { startedAt: now - HOUR, bakingAt: null, endedAt: null },
                overrides: [anOverride({ findings: ['freeze'], breakGlass: true })],
              }
            : {}),
        },
  );
  const facts = { ...base, sites, changes };
  const sources = base.sources.map((source, index) =>
    index % 20 === 0 ? { ...source, condition: 'denied' as const } : source,
  );
  return draftFacts({
    ...facts,
    sources,
    attention: sites.flatMap(({ id, status }) =>
      status === 'ok' ? [] : anAttentionItem({ key: id, site: id, severity: status, since: now - below(600) * MINUTE }),
    ),
    incidents,
    followUps: Array.from({ length: 100 }, (_, index) => ({
      incident: incidents[index]!.id,
      id: `${index}`,
      text: 'Find out why the cache was cold',
      owner: 'bia',
      due: now + below(13 * 60) * MINUTE,
    })),
    gaps: [{ text: 'India L2: nobody on duty', from: now + 5 * HOUR, to: now + 6 * HOUR }],
    guard: createGuard({ ...facts, incidents: [] }),
  });
}

/** The handover one shift before: much the same things, all written to, with actions and contingencies of people. */
function before(facts: DraftFacts): HandoverContent {
  const earlier = { ...facts, now: facts.now - 12 * HOUR, at: facts.at - 12 * HOUR, until: facts.until - 12 * HOUR };
  const content = contentOf(draftOf(earlier), earlier);
  const actions = Array.from({ length: 50 }, (_, index) =>
    aWrittenItem({ id: `action-${index}`, key: `action-${index}`, carried: index % 4 }),
  );
  const items = [...content.items, ...actions].map(written);
  return { ...content, items, ifThens: items.map(({ id }) => anIfThen({ id: `if ${id}`, item: id })) };
}

export const openItems = (items: readonly HandoverItem[]): number => items.filter(isOpen).length;
export const withPrevious = (facts: DraftFacts): DraftFacts => ({ ...facts, previous: previousOf(before(facts)) });
