import { draftOf } from '../../../shared/domain/handover/draft/draft';
import { refreshOf } from '../../../shared/domain/handover/draft/refresh';
import type { DraftFacts } from '../../../shared/domain/handover/draft/types';
import { endOf } from '../../../shared/domain/handover/end';
import { hasEnded } from '../../../shared/domain/handover/state';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { Handover } from '../../../shared/domain/shifts/types';
import type { Output } from '../../../shared/ipc/contract';
import type { Written } from '../../../shared/ipc/outcomes';
import { err, ok, type Result } from '../../../shared/lib/result';
import type { Ms } from '../../../shared/lib/time';
import type { Sha256 } from '../../../shared/records/content-hash';
import type { Records } from '../../records/records-port';
import type { Refusal } from '../incidents';
import { beforeOf } from './before';
import { boundaryOf, handoverOfEnd } from '../../../shared/domain/handover/boundary';
import { creationOf, draftedContent, refreshEdits, removedIfThens, toldIn } from './drafted-edits';
import { draftFacts, type FactSources } from './facts';
import type { Handovers } from './handovers';
import { titleOf } from './listing';

type Answer<T> = Result<T, Refusal>;

export interface DraftingTools extends Omit<FactSources, 'previous' | 'later'> {
  readonly records: Records;
  readonly handovers: Handovers;
  readonly sha256: Sha256;
  readonly now: () => Ms;
}

/** Makes drafts of live data and brings them up to date (H1). */
export interface Drafting {
  /** The one that is here of the end of a shift that this team has to hand over, else a new one. */
  draft(team: string): Answer<Written & { readonly id: string }>;
  /** Of one end of a shift; of which none is here. */
  begin(end: Handover): Answer<Written & { readonly id: string }>;
  refresh(id: string): Answer<Output<'handovers.refresh'>>;
  /** How much a refresh would bring now. */
  news(id: string): Answer<Output<'handovers.news'>>;
}

const notAllowed = (message: string): Refusal => ({ kind: 'not-allowed', message });

export function createDrafting(tools: DraftingTools): Drafting {
  const { records, handovers, now, snapshot, sha256 } = tools;

  const factsOf = (end: Handover, rows: readonly HandoverRow[]): DraftFacts =>
    draftFacts(end, { ...tools, ...beforeOf(end, rows, handovers, snapshot().teams) });

  function begin(end: Handover): Answer<Written & { readonly id: string }> {
    const rows = handovers.list();
    if (!rows.ok) return rows;
    const facts = factsOf(end, rows.value);
    const title = titleOf(end.from.name, end.to.name, end.at);
    const created = records.create('handover', creationOf(draftedContent(facts, draftOf(facts)), title, sha256));
    return created.ok ? ok({ ...handovers.written(), id: created.value }) : created;
  }

  /** What live data says now of one that duty has not passed with. */
  function lookAgain(id: string) {
    const found = handovers.whole(id);
    if (!found.ok) return found;
    const { handover, signing } = found.value;
    if (hasEnded(signing.state))
      return err(notAllowed('duty has passed with it: what is live now belongs into the next handover'));
    const end = endOf(snapshot().teams, handover);
    if (end === null)
      return err(notAllowed(`the workspace file has no team ${handover.from} or ${handover.to} any more`));
    const rows = handovers.list();
    if (!rows.ok) return rows;
    const { content } = found.value;
    const removed = new Set(removedIfThens(content));
    const drafted = draftOf(factsOf(end, rows.value));
    return ok({ found: found.value, refresh: refreshOf(handover, drafted, removed, toldIn(content, sha256)) });
  }

  return {
    begin,
    draft: (team) => {
      // Lists follow within a quarter of a second: who asks twice gets the same draft.
      records.catchUp();
      const rows = handovers.list();
      if (!rows.ok) return rows;
      const end = boundaryOf(snapshot().teams, team, rows.value, now());
      if (!end.ok) return err(notAllowed(end.error));
      const here = handoverOfEnd(rows.value, end.value);
      return here === null ? begin(end.value) : ok({ ...handovers.written(), id: here.id });
    },
    refresh: (id) => {
      const look = lookAgain(id);
      if (!look.ok) return look;
      const edits = refreshEdits(look.value.refresh, look.value.found.content, sha256);
      const done = edits.length === 0 ? ok(undefined) : records.edit(id, edits);
      return done.ok ? ok({ ...handovers.written(), ...look.value.refresh.counts }) : done;
    },
    news: (id) => {
      const look = lookAgain(id);
      return look.ok ? ok(look.value.refresh.counts) : look;
    },
  };
}
