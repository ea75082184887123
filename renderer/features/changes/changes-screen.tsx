import { useEffect, useRef, useState, type DragEvent } from 'react';
import { isUnderWay } from '../../../shared/domain/change/rules';
import type { Change } from '../../../shared/domain/change/types';
import { DAY, floorTo } from '../../../shared/lib/time';
import { useChanges, useMinute, useNavigation, usePreferences, useRecords, useStores } from '../../stores/stores';
import { useWish } from '../../stores/use-wish';
import { useFolded } from '../../ui/use-media';
import { Empty } from './empty';
import { FreezesSheet } from './freezes/freezes-sheet';
import { Header } from './header';
import { ArrivedBox } from './leaving/arrived-box';
import { useArriving } from './leaving/use-arriving';
import { ChangeList } from './list/change-list';
import { PanelPlace } from './panel-place';
import { Trouble, Waiting } from './strips';
import type { Span } from './timeline/scale';
import { TimeLine, type TimeLineHandle } from './timeline/time-line';
import { useScreenKeys } from './use-screen-keys';
import { useFreezes, useGround } from './use-ground';
import { useGuard } from './use-guard';
import { useNames } from './use-names';
import { Who } from './who';
import './changes.css';

const NONE: readonly Change[] = [];

/** Planned work: when, where, and whether it may go on; one of them whole below. */
export function ChangesScreen() {
  const { changes, preferences } = useStores();
  const id = useNavigation((state) => state.change);
  const all = useChanges((state) => state.changes);
  const view = usePreferences((state) => state.changesView);
  const span = usePreferences((state) => state.changesSpan);
  const asksWho = useRecords(
    (state) => state.status !== null && state.status.person === null && state.status.problem === null,
  );
  const now = useMinute();
  const ground = useGround();
  const freezes = useFreezes(ground, floorTo(now, DAY));
  const { answer, counts } = useGuard();
  const names = useNames();
  const folded = useFolded();
  const arriving = useArriving();
  const handle = useRef<TimeLineHandle>(null);
  const [showsFreezes, setShowsFreezes] = useState(false);
  const [over, setOver] = useState(false);

  useEffect(() => {
    changes.open(id);
  }, [changes, id]);
  useEffect(() => () => changes.open(null), [changes]);
  useWish('freezes', () => setShowsFreezes(true));
  useUrgent(all);
  useScreenKeys({
    onList: () => preferences.set({ changesView: view === 'time' ? 'list' : 'time' }),
    toNow: () => handle.current?.toNow(),
  });

  // What was chosen elsewhere (the palette, the list) comes into view.
  const chosen = all?.find((change) => change.id === id);
  const start = chosen?.times.startedAt ?? chosen?.window?.start ?? null;
  const end = chosen?.times.endedAt ?? chosen?.window?.end ?? start;
  useEffect(() => {
    if (id !== null && start !== null && end !== null) handle.current?.reveal(start, end);
  }, [id, start, end, view]);

  const drop = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    setOver(event.type === 'dragover');
    if (event.type === 'drop') void arriving.take([...event.dataTransfer.files]);
  };

  return (
    <main
      className={`changes${over ? ' is-over' : ''}${folded ? ' is-folded' : ''}`}
      id="changes"
      onDragOver={drop}
      onDragLeave={drop}
      onDrop={drop}
    >
      <Header
        count={all?.length ?? null}
        counts={counts}
        view={view}
        onView={(changesView) => preferences.set({ changesView })}
        span={span}
        onSpan={(changesSpan: Span) => handle.current?.zoomTo(changesSpan)}
        onFreezes={() => setShowsFreezes(true)}
        folded={folded}
        hours={
          Object.values(ground.rules.hours).some(({ agreed }) => agreed.length > 0) ? 'Agreed hours' : 'Local 09 to 18'
        }
        arriving={arriving}
      />
      <Trouble />
      {asksWho && <Who names={names} />}
      <Waiting outside={ground.outside} />
      <ArrivedBox arriving={arriving} />
      {view === 'time' ? (
        <TimeLine
          ground={ground}
          changes={all ?? NONE}
          freezes={freezes}
          span={span}
          onSpan={(changesSpan) => preferences.set({ changesSpan })}
          handle={handle}
        />
      ) : (
        <ChangeList changes={all ?? NONE} answer={answer} names={names} ground={ground} />
      )}
      {all?.length === 0 && id === null && <Empty demo={ground.demo} />}
      {id !== null && (
        <div className="changes-panel">
          <PanelPlace id={id} />
        </div>
      )}
      {showsFreezes && <FreezesSheet freezes={freezes} sites={ground.sites} onClose={() => setShowsFreezes(false)} />}
    </main>
  );
}

/** Where nothing was chosen yet, what is under way stands open: once, so that it can be closed. */
function useUrgent(all: readonly Change[] | null): void {
  const { navigation } = useStores();
  const done = useRef(false);
  useEffect(() => {
    if (all === null || done.current) return;
    done.current = true;
    if (navigation.getState().change !== null) return;
    const running = all
      .filter(({ state }) => isUnderWay(state))
      .sort((a, b) => (b.times.startedAt ?? 0) - (a.times.startedAt ?? 0));
    const [first] = running;
    if (first !== undefined) navigation.openChange(first.id);
  }, [all, navigation]);
}
