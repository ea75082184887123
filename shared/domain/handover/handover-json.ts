import { iso, type Ms } from '../../lib/time';
import { countMarks, goneSince, inOrder, isShown, markOf, markOfIfThen, sectionOf } from './items';
import { blockersToAccept, blockersToSign } from './ready';
import { hasEnded, isLate, isOverdue } from './state';
import type { HandoverItem, HandoverView, IfThen } from './types';

export interface HandoverJsonOptions {
  readonly now: Ms;
  readonly demo: boolean;
  readonly workspace: string;
  /** False: it was made for this answer, and is nowhere else. */
  readonly stored: boolean;
  readonly teamName: (id: string) => string;
}

/** A handover as `meridian handover --format json` gives it; docs/handover.schema.json says the same (handover-schema.ts). */
export function handoverJson(view: HandoverView, { now, demo, workspace, stored, teamName }: HandoverJsonOptions) {
  const { content, signing } = view;
  const { before, situation } = content;
  const team = (id: string) => ({ id, name: teamName(id) });
  const ended = hasEnded(view.state);
  return {
    generatedAt: iso(now),
    demo,
    workspace,
    stored,
    id: stored ? view.id : null,
    hash: view.hash,
    state: view.state,
    from: team(content.from),
    to: team(content.to),
    at: iso(content.at),
    draftedAt: iso(content.draftedAt),
    late: isLate(content),
    overdue: isOverdue(view, now),
    givers: content.givers,
    receivers: content.receivers,
    overall: content.overall,
    sentence: content.sentence,
    notes: content.notes,
    situation: situation && {
      at: iso(situation.at),
      oldest: isoOrNull(situation.oldest),
      places: situation.places.map(({ country, tier, status, sites }) => ({ country, tier, status, sites })),
      notLive: situation.notLive.map(({ source, condition, at }) => ({ source, condition, at: isoOrNull(at) })),
    },
    items: inOrder(content.items)
      .filter(isShown)
      .map((item) => ({ ...itemJson(item, content.items), mark: markOf(item, before) })),
    dismissed: content.items.flatMap(({ key, name, line, dismissed }) =>
      dismissed === null ? [] : [{ key, name, line, reason: dismissed }],
    ),
    closedBefore: goneSince(content).map(({ key, kind, name, line }) => ({ key, kind, name, line })),
    ifThens: content.ifThens.map((one) => ({ ...ifThenJson(one), mark: markOfIfThen(one, before) })),
    before: before && { id: before.id, from: before.from, to: before.to, at: iso(before.at) },
    marks: countMarks(content),
    missing: (ended
      ? []
      : signing.signatures.length === 0
        ? blockersToSign(content)
        : blockersToAccept(content, signing.readBacks)
    ).map(({ kind, item, text }) => ({ kind, item, text })),
    signedBy: view.signedBy,
    signedAt: isoOrNull(view.signedAt),
    acceptedBy: view.acceptedBy,
    acceptedAt: isoOrNull(view.acceptedAt),
    reservations: signing.accepted?.reservations ?? '',
    inConflict: view.inConflict,
    amended: view.amended,
    readBack: view.readBack,
    openQuestions: view.openQuestions,
  };
}

export type HandoverJson = ReturnType<typeof handoverJson>;

function itemJson(item: HandoverItem, all: readonly HandoverItem[]) {
  const { id, key, kind, reference, name, condition, line, facts, done, next, owner, due, begins, ends } = item;
  const { sites, status, origin, carried, closed } = item;
  return {
    id,
    key,
    section: sectionOf(kind),
    kind,
    reference,
    name,
    condition,
    line,
    facts,
    done,
    next,
    owner,
    due: isoOrNull(due),
    begins: isoOrNull(begins),
    ends: isoOrNull(ends),
    sites,
    status,
    origin: origin && { source: origin.source, at: isoOrNull(origin.at) },
    carried,
    closed,
    tells: all.flatMap((other) => (other.mergedInto === id ? other.key : [])),
  };
}

const ifThenJson = ({ id, item, text, watch, action, who, from, until }: IfThen) => ({
  id,
  item,
  text,
  watch,
  action,
  who,
  from: isoOrNull(from),
  until: isoOrNull(until),
});

const isoOrNull = (at: Ms | null): string | null => (at === null ? null : iso(at));
