import { openCount } from '../../../stores/records';
import { useStore } from 'zustand';
import { waitingFor, waitingText, type Waiting } from '../../../stores/derive/waiting';
import { useHandovers, useMinute, useNavigation, useRecords, useStores } from '../../../stores/stores';
import { plural } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { isBuilt, SCREENS } from './screens';
import './rail.css';

interface Count {
  readonly count: number;
  readonly worst: boolean;
  readonly words: string;
  /** Stands in the place of a number. */
  readonly mark?: string;
}
const NO_COUNT: Count = { count: 0, worst: false, words: '' };
const onHold = (count: number): Count => ({ count, worst: false, words: `${plural(count, 'change')} on hold` });
const waits = (waiting: Waiting | null): Count =>
  waiting === null
    ? NO_COUNT
    : {
        count: 1,
        worst: false,
        words: waitingText(waiting),
        mark: '!',
      };
const unresolved = ({ count, worst }: ReturnType<typeof openCount>): Count => ({
  count,
  worst,
  words: `${plural(count, 'incident')} not resolved`,
});

/** Screens by number. Those that do not exist yet stand there dimmed and say so; none of those shows a count. */
export function Rail() {
  const { navigation, guard } = useStores();
  const held = useStore(guard, (state) => state.counts.hold);
  const current = useNavigation((state) => state.screen);
  const hasDrawer = useNavigation((state) => state.site !== null);
  const rows = useRecords((state) => state.rows);
  const me = useRecords((state) => state.status?.person ?? null);
  const handovers = useHandovers((state) => state.rows);
  const now = useMinute();
  const counts: Readonly<Record<string, Count>> = {
    changes: onHold(held),
    incidents: unresolved(openCount(rows)),
    handover: waits(waitingFor(handovers, me, now)),
  };
  return (
    <nav className="rail no-scrollbar" aria-label="Screens" data-panel>
      {SCREENS.map((screen, index) => {
        const built = isBuilt(screen);
        const on = screen.id === current;
        const counted = counts[screen.id] ?? NO_COUNT;
        const before = SCREENS[index - 1];
        // Said at the begin of every run of them.
        const begins = !built && (before === undefined || isBuilt(before));
        const parts = built && before !== undefined && !isBuilt(before);
        return (
          <div key={screen.id} className={screen.id === 'settings' ? 'rail-end' : 'rail-slot'}>
            {begins && <span className="rail-note">Not built yet</span>}
            {parts && <span className="rail-note" aria-hidden="true" />}
            <button
              type="button"
              className={`rail-item${on ? ' is-on' : ''}${built ? '' : ' is-later'}`}
              aria-current={on ? 'page' : undefined}
              aria-disabled={!built}
              aria-keyshortcuts={String(index + 1)}
              data-hint={
                built
                  ? `${screen.word}: key ${index + 1}${counted.count > 0 ? `\n${counted.words}` : ''}`
                  : `${screen.word}: not built yet.`
              }
              onClick={() => {
                if (!built) navigation.say(`${screen.word} is not built yet.`);
                else if (!on) navigation.goTo(screen.id);
                else if (screen.id === 'live' && hasDrawer) navigation.back();
              }}
            >
              <Icon name={screen.id} size={20} stroke={1.8} />
              {counted.count > 0 && (
                <b className={counted.worst ? 'rail-count is-worst' : 'rail-count'} aria-hidden="true">
                  {counted.mark ?? (counted.count > 99 ? '99+' : counted.count)}
                </b>
              )}
              <span>{screen.word}</span>
              {counted.count > 0 && <span className="visually-hidden">, {counted.words}</span>}
            </button>
          </div>
        );
      })}
    </nav>
  );
}
