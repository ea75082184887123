import { notesLines } from '../../shared/domain/handover/draft/later';
import { createGuard } from '../../shared/domain/guard/guard';
import type { DraftFacts, Drafted, PreviousHandover, Refresh } from '../../shared/domain/handover/draft/types';
import type { HandoverContent, HandoverItem, IfThen } from '../../shared/domain/handover/types';
import type { IncidentRow } from '../../shared/domain/incident/types';
import { HOUR } from '../../shared/lib/time';
import { aTeamView, someFacts } from './guard';
import { NOW } from './instants';

export const anIncidentRow = (over: Partial<IncidentRow> = {}): IncidentRow => ({
  id: '7f3a2000-0000-4000-8000-000000000001',
  title: 'Payments fail',
  kind: 'operations',
  severity: 'SEV2',
  state: 'open',
  inConflict: false,
  restricted: false,
  sites: ['br-prod'],
  services: [],
  times: { began: NOW - HOUR, detected: null, declared: null, mitigated: null, resolved: null },
  commander: 'ana',
  openFollowUps: 0,
  changedAt: NOW - HOUR / 2,
  ...over,
});

/** A shift of Brazil that ends in an hour, and one of India that lasts twelve. */
export const draftFacts = (over: Partial<DraftFacts> = {}): DraftFacts => {
  const { guard, incidents, ...rest } = over;
  const guarded = someFacts({ ...rest, changes: over.changes ?? [] });
  return {
    generatedAt: guarded.now,
    mutes: [],
    attention: [],
    from: aTeamView(),
    to: aTeamView({
      id: 'in-l2',
      name: 'India L2',
      timeZone: 'Asia/Kolkata',
      people: [
        { id: 'ravi', name: 'Ravi', lead: false },
        { id: 'meera', name: 'Meera', lead: true },
      ],
    }),
    at: guarded.now + HOUR,
    until: guarded.now + 13 * HOUR,
    givers: ['bia'],
    receivers: ['ravi'],
    guard: guard ?? createGuard(guarded),
    followUps: [],
    gaps: [],
    signIns: [],
    unread: { followUps: [], duty: false },
    previous: null,
    later: { handovers: [], left: [] },
    ...guarded,
    incidents: incidents === undefined ? [] : incidents,
    ...rest,
  };
};

/** The document as it is made of a draft. */
export const contentOf = (drafted: Drafted, facts: DraftFacts): HandoverContent => ({
  from: facts.from.id,
  to: facts.to.id,
  at: facts.at,
  draftedAt: facts.now,
  givers: facts.givers,
  receivers: facts.receivers,
  overall: null,
  sentence: '',
  situation: drafted.situation,
  items: drafted.items,
  ifThens: drafted.ifThens,
  notes: [...drafted.unknown, ...notesLines(drafted.notes)].join('\n'),
  before: drafted.before,
});

export const previousOf = (content: HandoverContent, id = 'h1'): PreviousHandover => ({
  id,
  from: content.from,
  to: content.to,
  at: content.at,
  content,
  removed: [],
});

/** What people write beside what was drafted. */
export const aWrittenItem = (over: Partial<HandoverItem> = {}): HandoverItem => ({
  id: 'written-1',
  key: 'written-1',
  kind: 'action',
  reference: '',
  name: '',
  condition: 'stable',
  line: 'Restart the collector',
  facts: '',
  done: '',
  next: '',
  owner: null,
  due: null,
  begins: null,
  ends: null,
  sites: [],
  status: null,
  origin: null,
  carried: 0,
  closed: false,
  dismissed: null,
  mergedInto: null,
  ...over,
});

export const anIfThen = (over: Partial<IfThen> = {}): IfThen => ({
  id: 'if-1',
  item: null,
  text: 'p95 stays over 2 s',
  watch: null,
  action: 'Page L3',
  who: 'ana',
  from: null,
  until: null,
  ...over,
});

/** As the desk writes it: each entry is an edit. */
export const refreshed = (
  content: HandoverContent,
  { add, set, ifThens, notes, before, situation }: Refresh,
): HandoverContent => {
  const fields = new Map(set.map((one) => [one.id, one.fields]));
  return {
    ...content,
    situation: situation ?? content.situation,
    notes: [...(content.notes === '' ? [] : [content.notes]), ...notes].join('\n'),
    before: before ?? content.before,
    ifThens: [...content.ifThens, ...ifThens],
    items: [...content.items.map((item) => ({ ...item, ...fields.get(item.id) })), ...add],
  };
};
