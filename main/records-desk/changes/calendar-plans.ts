import type { ChangeEdit } from '../../../shared/ipc/changes-contract';
import type { CalendarEntry } from '../../../shared/domain/calendar/types';
import type { ChangeRow } from '../../../shared/domain/calendar/changes-csv';
import { fullNumber } from '../../../shared/domain/change/number';
import { isPlanLink } from '../../../shared/domain/change/rules';
import type { Change, ChangeLink, ChangeState } from '../../../shared/domain/change/types';
import { MINUTE } from '../../../shared/lib/time';

/** A change as another program has it. */
export interface Outside {
  /** The same each time it is read. */
  readonly uid: string;
  /** Line of the file, where it is known. */
  readonly line: number;
  /** What else it may be known by: a series that was one event, and the other way round. */
  readonly alias: string | null;
  /** As people name it; empty: by its title. */
  readonly number: string;
  readonly plan: ChangeEdit & { readonly title: string };
  readonly state: ChangeState;
  /** Why it is not taken in quite as the file has it. */
  readonly problem: string | null;
}

/** Sites and services as the workspace names them. */
export interface Names {
  readonly sites: readonly { readonly id: string; readonly name: string; readonly timeZone: string }[];
  readonly services: readonly string[];
}

/** Ours, as this program writes them: what comes back is no change from elsewhere. */
const OWN = '@meridian';
const ownUid = (change: Pick<Change, 'id'>): string => `${change.id}${OWN}`;
export const isOwnUid = (uid: string): boolean => uid.endsWith(OWN);

const LONGEST_TITLE = 300;
/** Ids of the one link that a file may give. */
const FILE_LINK = { calendar: 'url', csv: 'link' } as const;

/** The uid of one occurrence of a series; `eventUid` takes it back. */
const occurrenceUid = (uid: string, at: number): string => `${uid}/${new Date(at).toISOString()}`;
export const eventUid = (uid: string): string => uid.replace(/\/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '');

const title = (text: string): string => text.trim().slice(0, LONGEST_TITLE) || 'Without a title';

/** The words of an entry that name a site or a service: its categories, its place, and what its text says in brackets or alone. */
export function fromEntry(entry: CalendarEntry, names: Names): Outside {
  const { uid, recurrenceId, status, start, end } = entry;
  const said = new Set(
    [...entry.categories, ...entry.location.split(/[,;|]/), ...words(`${entry.location} ${entry.title}`)].map(normal),
  );
  const sites = names.sites
    .filter(({ id, name }) => said.has(normal(id)) || said.has(normal(name)))
    .map(({ id }) => id);
  const services = names.services.filter((service) => said.has(normal(service)));
  return {
    uid: recurrenceId === null ? uid : occurrenceUid(uid, recurrenceId),
    alias: recurrenceId === null ? occurrenceUid(uid, start) : uid,
    number: '',
    line: 1,
    problem: null,
    state: status === 'cancelled' ? 'aborted' : status === 'tentative' ? 'proposed' : 'scheduled',
    plan: {
      title: title(entry.title),
      description: entry.description.slice(0, 20_000),
      type: 'standard',
      // Where it names none, people here may have.
      ...(sites.length > 0 && { sites }),
      ...(services.length > 0 && { services }),
      // An event without duration is a moment; a window is never empty.
      window: { start, end: Math.max(end, start + MINUTE) },
      owner: entry.organizer?.slice(0, 120) ?? null,
      ...(entry.url !== null && {
        links: [{ id: FILE_LINK.calendar, kind: 'web' as const, target: entry.url.slice(0, 2_048), label: '' }],
      }),
    },
  };
}

/** `file` is part of its uid: two spreadsheets may both count from 1. */
export function fromRow(
  row: ChangeRow,
  names: Names,
  { file, line }: { readonly file: string; readonly line: number },
): Outside {
  const known = new Set(names.sites.map(({ id }) => id));
  const byName = new Map(names.sites.map(({ id, name }) => [normal(name), id]));
  const sites = row.sites.flatMap((site) => (known.has(site) ? [site] : [byName.get(normal(site)) ?? []].flat()));
  const person = (text: string): string | null => text.trim().slice(0, 120) || null;
  const { state } = row;
  const isUnderWay = state === 'running' || state === 'baking';
  const number = row.number.trim();
  const target = row.link.trim().slice(0, 2_048);
  return {
    uid: `${file}#${number || `${row.title} ${row.window?.start ?? ''} ${row.sites.join(' ')}`}`,
    alias: null,
    number,
    line,
    // What needs an approval to be so was approved where it comes from.
    state: state === null || state === 'approved' || isUnderWay ? 'scheduled' : state,
    problem: isUnderWay ? `it says ${state}: only people start changes here, so it is taken as scheduled` : null,
    plan: {
      title: title(row.title),
      type: row.type,
      sites,
      services: [...row.services],
      window: row.window,
      owner: person(row.owner),
      executor: person(row.executor),
      approvers: row.approvers.map((one) => one.slice(0, 120)),
      risk: row.risk,
      ...(row.rollbackCommand !== '' && {
        rollback: { steps: [], command: row.rollbackCommand.slice(0, 4_000), minutes: null, testedAt: null },
      }),
      ...(target !== '' && { links: [{ id: FILE_LINK.csv, kind: 'web' as const, target, label: '' }] }),
    },
  };
}

/**
 * What a file says now of a change that was read in before. Of what people here may edit it brings up to date only what it gives itself:
 * its sites, services, link and rollback command. What they added stays.
 */
export function readAgain(plan: Outside['plan'], before: Change): Outside['plan'] {
  const also = (had: readonly string[], given: readonly string[] = []): string[] =>
    [...new Set([...had, ...given])].sort();
  const { sites, services, approvers, rollback, links = [] } = plan;
  return {
    ...plan,
    sites: also(before.sites, sites),
    services: also(before.services, services),
    ...(approvers !== undefined && { approvers: also([], approvers) }),
    ...(rollback !== undefined && {
      rollback: { ...before.rollback, steps: [...before.rollback.steps], command: rollback.command },
    }),
    links: linksAgain(links, before),
  };
}

/** The link of the file follows it, but where people said what it is: that counts as long as it is the same, and what it allows is theirs. */
function linksAgain(given: readonly ChangeLink[], { links, origin }: Change): ChangeLink[] {
  const id = origin === null ? null : FILE_LINK[origin.kind];
  const kept = links.filter(
    (link) => link.id !== id || isPlanLink(link) || given.some(({ target }) => target === link.target),
  );
  const others = given.filter((link) => !kept.some((one) => one.id === link.id));
  return [...kept, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A change for calendar programs. One without a window has no place there: null. */
export function toEntry(change: Change, names: Names, nameOf: (person: string) => string): CalendarEntry | null {
  const { window, sites, services, number, state } = change;
  if (window === null) return null;
  const there = sites.flatMap((id) => names.sites.find((site) => site.id === id) ?? []);
  const { rollback, steps } = change;
  const lines = [
    change.description,
    steps.length === 0 ? '' : `Plan:\n${steps.map(({ text }) => `- ${text}`).join('\n')}`,
    rollback.command === '' ? '' : `Rollback: ${rollback.command}`,
    change.executor === null ? '' : `Executor: ${nameOf(change.executor)}`,
  ];
  return {
    uid: ownUid(change),
    recurrenceId: null,
    title: `${fullNumber(number)} ${change.title}`,
    description: lines.filter((line) => line !== '').join('\n\n'),
    location: there.map(({ name }) => name).join(', '),
    ...window,
    allDay: false,
    zone: there[0]?.timeZone ?? null,
    status: state === 'aborted' ? 'cancelled' : state === 'draft' || state === 'proposed' ? 'tentative' : 'confirmed',
    organizer: change.owner === null ? null : nameOf(change.owner),
    attendees: [],
    categories: [...sites, ...services],
    url: change.links.find(({ kind }) => kind === 'ticket' || kind === 'web')?.target ?? null,
    sequence: 0,
    lastModified: change.changedAt,
  };
}

export const toRow = (change: Change, names: Names): ChangeRow => ({
  number: fullNumber(change.number),
  title: change.title,
  type: change.type,
  sites: change.sites,
  services: change.services,
  window: change.window,
  zone: names.sites.find(({ id }) => id === change.sites[0])?.timeZone ?? null,
  owner: change.owner ?? '',
  executor: change.executor ?? '',
  approvers: change.approvers,
  risk: change.risk,
  state: change.state,
  rollbackCommand: change.rollback.command,
  link: change.links[0]?.target ?? '',
  other: {},
});

const normal = (text: string): string => text.trim().toLocaleLowerCase('en');
const words = (text: string): readonly string[] => text.split(/[\s,;|()[\]]+/).filter((word) => word !== '');
