import type { WatchedIfThen } from '../../../shared/domain/handover/watching';
import type { PersonId } from '../../../shared/domain/incident/types';
import type { Snapshot } from '../../../shared/domain/snapshot/types';
import type { Ms } from '../../../shared/lib/time';
import type { Sha256 } from '../../../shared/records/content-hash';
import type { Records } from '../../records/records-port';
import type { Changes } from '../changes/changes';
import type { Incidents } from '../incidents';
import type { createLeaving } from '../leaving';
import { createHandoverAnswers } from './answers';
import { createDrafting } from './drafting';
import { createDutyEntries } from './duty';
import { followHandovers, type FollowingTools } from './following';
import { createHandovers } from './handovers';
import { createHandoverListing } from './listing';

export interface HandoverDeskTools {
  readonly records: Records;
  readonly person: PersonId;
  readonly incidents: Incidents;
  readonly changes: Changes;
  readonly snapshot: () => Snapshot;
  readonly now: () => Ms;
  readonly clockOffset: () => Ms | null;
  readonly sha256: Sha256;
  readonly nameOf: (person: PersonId) => string;
  readonly deliver: ReturnType<typeof createLeaving>['deliver'];
  readonly live: Pick<FollowingTools, 'after' | 'onPicture'> & {
    readonly watch: (all: readonly WatchedIfThen[]) => void;
  };
  readonly log: (line: string) => void;
}

/** Handovers and duty entries of one person, over opened records. */
export interface HandoverDesk {
  readonly answers: ReturnType<typeof createHandoverAnswers>;
  /** Whether a record is one of these; asked with each key stroke. */
  readonly visible: (record: string) => boolean;
  /** Tells the picture, and drafts by itself; returns the stop. */
  readonly follow: () => () => void;
}

export function openHandovers(tools: HandoverDeskTools): HandoverDesk {
  const { records, person, incidents, changes, snapshot, log, live } = tools;
  const sources = {
    now: tools.now,
    snapshot,
    incidents: () => incidents.list(''),
    incident: (id: string) => incidents.read(id),
    changes: () => changes.list(),
  };
  const listing = createHandoverListing({
    records,
    sha256: tools.sha256,
    now: tools.now,
    incidents: sources.incidents,
  });
  const handovers = createHandovers({
    ...tools,
    sites: () => snapshot().sites,
    home: () => ({ workspace: snapshot().workspace.id, demo: snapshot().demo }),
    listing,
  });
  const duty = createDutyEntries({ ...tools, teams: () => snapshot().teams });
  const drafting = createDrafting({ ...sources, records, handovers, sha256: tools.sha256, duty: () => duty.list() });
  return {
    answers: createHandoverAnswers({ ...tools, handovers, drafting, duty }),
    visible: (record) => handovers.visible(record) || duty.visible(record),
    follow: () =>
      followHandovers({
        ...live,
        records,
        person,
        drafting,
        snapshot,
        now: tools.now,
        log,
        list: () => handovers.list(),
        rows: () => {
          records.catchUp();
          return handovers.list();
        },
        duty: () => duty.list(),
      }),
  };
}
