import type { HandoverContent, HandoverRow, Section } from '../../../../shared/domain/handover/types';
import type { TeamView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import { age, clockZone, weekday } from '../../../ui/time';
import { useStores } from '../../../stores/stores';
import { undraftedOf } from '../choose';
import type { SectionView } from '../document/view-model';
import { useGround } from '../ground';
import { DraftButton } from './empty';
import { ReadyCount, SectionList } from './section-list';

interface SideListProps {
  readonly sections: readonly SectionView[];
  readonly content: HandoverContent;
  readonly current: Section;
  readonly onGo: (section: Section) => void;
  readonly onlyChanged: boolean;
  readonly onOnly: (on: boolean) => void;
  readonly rows: readonly HandoverRow[];
  readonly shown: string;
  readonly me: string | null;
  readonly teams: readonly TeamView[];
  readonly now: Ms;
}

/** How many earlier ones stand in the list; the history has all of them. */
const EARLIER = 3;

/** The sections, how far the document is, and those before it. */
export function SideList(props: SideListProps) {
  const { sections, content, current, onGo, onlyChanged, onOnly, rows, shown, me, teams, now } = props;
  const { times } = useGround();
  const next = undraftedOf(rows, teams, me, now);
  const filled = content.situation?.at ?? content.draftedAt;
  return (
    <div className="ho-side" data-panel>
      <p className="ho-side-title">Handover</p>
      <SectionList sections={sections} current={current} folded={false} onGo={onGo} />
      <div className="ho-filled">
        <ReadyCount sections={sections} />
        <p>Filled from live data at {times.named(filled)}.</p>
        <label className="ho-switch">
          <input
            type="checkbox"
            role="switch"
            checked={onlyChanged}
            onChange={(event) => onOnly(event.target.checked)}
          />
          <span aria-hidden="true" />
          Only what changed
        </label>
      </div>
      <Earlier rows={rows} shown={shown} teams={teams} />
      {next !== null && (
        <div className="ho-next">
          <p>
            {next.from.name} to {next.to.name}, in {age(next.at - now)}: not drafted.
          </p>
          <DraftButton team={next.from.id} word="Draft it now" />
        </div>
      )}
    </div>
  );
}

function Earlier({
  rows,
  shown,
  teams,
}: {
  readonly rows: readonly HandoverRow[];
  readonly shown: string;
  readonly teams: readonly TeamView[];
}) {
  const { navigation } = useStores();
  const at = rows.find(({ id }) => id === shown)?.at ?? Infinity;
  const earlier = rows.filter((row) => row.id !== shown && row.at <= at).sort((a, b) => b.at - a.at);
  if (earlier.length === 0) return <div className="ho-earlier" />;
  const short = (id: string): string => (teams.find((team) => team.id === id)?.name ?? id).replace(/ L\d$/, '');
  return (
    <div className="ho-earlier">
      <p className="ho-side-label">Earlier</p>
      <ul>
        {earlier.slice(0, EARLIER).map((row) => {
          const zone = teams.find(({ id }) => id === row.to)?.timeZone ?? 'UTC';
          return (
            <li key={row.id}>
              <button type="button" onClick={() => navigation.openHandover(row.id)}>
                {short(row.from)} to {short(row.to)}{' '}
                <em>
                  {weekday(row.at, zone)} {clockZone(row.at, zone)}
                </em>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
