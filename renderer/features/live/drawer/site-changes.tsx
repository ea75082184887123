import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useChanges, useSecond, useSnapshot, useStores } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { useSteady } from '../../../ui/use-steady';
import { VERDICT_SHAPE, VERDICT_WORD } from '../../../ui/words';
import { siteChanges, type ChangeRow } from './changes-model';

/** What people change here now, and what comes next. */
export function SiteChanges({ site }: { readonly site: string }) {
  const { guard, navigation } = useStores();
  const changes = useChanges((state) => state.changes);
  const answers = useStore(guard, (state) => state.answers);
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const people = useSteady(teams?.flatMap((team) => team.people.map(({ id, name }) => [id, name] as const)) ?? []);
  const names = useMemo(() => new Map(people), [people]);
  const now = useSecond();
  const view = changes && siteChanges(site, changes, answers, (id) => names.get(id) ?? id, now);
  if (!view) return null;
  return (
    <section>
      <h2 className="drawer-head">
        Active changes <span className="sub">{view.sub}</span>
      </h2>
      {view.rows.map((row) => (
        <Row key={row.id} row={row} onOpen={() => navigation.openChange(row.id)} />
      ))}
      {view.more > 0 && (
        <button type="button" className="side-more" onClick={() => navigation.openChange(null)}>
          {view.more} more in Changes
        </button>
      )}
    </section>
  );
}

function Row({ row, onOpen }: { readonly row: ChangeRow; readonly onOpen: () => void }) {
  return (
    <div className="side-block">
      <div className="side-top">
        <span className={row.isRunning ? 'side-flag is-lit' : 'side-flag'}>
          <Icon name="flag" size={13} />
        </span>
        <button type="button" className="side-link" data-hint={row.number} onClick={onOpen}>
          <span className="side-number">{row.short}</span> <b>{row.title}</b>
        </button>
        <em>{row.age}</em>
      </div>
      <p>{row.text}</p>
      {row.verdict !== null && (
        <p className={`side-verdict is-${VERDICT_SHAPE[row.verdict.word]}`}>
          <Glyph status={VERDICT_SHAPE[row.verdict.word]} size={12} word={VERDICT_WORD[row.verdict.word]} />
          <b>{VERDICT_WORD[row.verdict.word]}</b> {row.verdict.why}
        </p>
      )}
    </div>
  );
}
