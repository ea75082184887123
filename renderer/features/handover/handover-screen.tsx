import { useEffect, useMemo } from 'react';
import type { HandoverRow } from '../../../shared/domain/handover/types';
import type { TeamView } from '../../../shared/domain/snapshot/types';
import { useHandovers, useMinute, useNavigation, useRecords, useSnapshot, useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import { useSteady } from '../../ui/use-steady';
import { WhoForm } from '../../ui/who-form';
import { shownOf, toHandOver } from './choose';
import { Empty } from './frame/empty';
import { Trouble } from './frame/strips';
import { HandoverPlace } from './handover-place';
import { useNames } from './use-names';
import './handover.css';

const NONE: readonly HandoverRow[] = [];
const NO_TEAMS: readonly TeamView[] = [];

/** The document by which one shift gives duty to the next. */
export function HandoverScreen() {
  const { handovers, navigation, records } = useStores();
  const rows = useHandovers((state) => state.rows);
  const open = useHandovers((state) => state.open);
  const chosen = useNavigation((state) => state.handover);
  const status = useRecords((state) => state.status);
  const teams = useSteady(useSnapshot((state) => state.snapshot?.teams) ?? NO_TEAMS);
  const names = useNames();
  const now = useMinute();
  const me = status?.person ?? null;
  const asksWho = status !== null && me === null && status.problem === null;

  const shown = useMemo(() => shownOf(rows ?? NONE, chosen, me, teams, now), [rows, chosen, me, teams, now]);
  const id = shown?.id ?? null;
  useEffect(() => {
    handovers.open(id);
  }, [handovers, id]);
  useEffect(() => () => handovers.open(null), [handovers]);

  const view = open !== null && open.id === id ? open.view : null;
  return (
    <main className="handover" id="handover">
      <Trouble />
      {asksWho && (
        <WhoForm
          names={names}
          why="What you write and sign here carries your name."
          onWho={async (who) => {
            const refused = await records.identify(who);
            if (refused === null) navigation.say(`From now on ${names.person(who)} writes here.`);
            return refused;
          }}
        />
      )}
      {shown === null ? (
        rows === null ? (
          <Reading problem={null} />
        ) : (
          <Empty coming={toHandOver(rows, teams, me, now)} now={now} mayDraft={me !== null} />
        )
      ) : view === null ? (
        <Reading problem={open?.problem ?? null} />
      ) : (
        <HandoverPlace
          key={view.id}
          view={view}
          row={shown}
          rows={rows ?? NONE}
          me={me}
          teams={teams}
          names={names}
          now={now}
        />
      )}
    </main>
  );
}

function Reading({ problem }: { readonly problem: string | null }) {
  const { navigation } = useStores();
  return (
    <div className="ho-empty" aria-busy={problem === null}>
      <h1>{problem === null ? 'Reading the handover' : 'This handover cannot be shown'}</h1>
      {problem !== null && (
        <>
          <p role="alert">{problem}</p>
          <Button onClick={() => navigation.openHandover(null)}>Show another</Button>
        </>
      )}
    </div>
  );
}
