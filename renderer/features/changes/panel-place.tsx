import { useMemo } from 'react';
import { meant } from '../../../shared/domain/change/number';
import type { SiteView } from '../../../shared/domain/snapshot/types';
import { useChanges, usePreferences, useRecords, useSecond, useSight, useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import { copyText } from '../../ui/copy';
import { useFolded } from '../../ui/use-media';
import { ChangePanel } from './panel/change-panel';
import type { Judged, PanelActions } from './panel/panel-types';
import { useClocks } from './use-clocks';
import { useGuard } from './use-guard';
import { useNames } from './use-names';

/** The open change, below the time line. */
export function PanelPlace({ id }: { readonly id: string }) {
  const { navigation, changes, guard } = useStores();
  const open = useChanges((state) => state.open);
  const judged = useChanges((state) => state.judged);
  const me = useRecords((state) => state.status?.person ?? null);
  const letters = usePreferences((state) => state.letters);
  const seen = useSight((sight) => sight.sites);
  const sites = useMemo((): readonly SiteView[] => seen.map(({ site }) => site), [seen]);
  const names = useNames();
  const clocks = useClocks();
  const folded = useFolded();
  // Ages grow while they are looked at.
  const now = useSecond();
  const { answer } = useGuard();
  const actions = useMemo(
    (): PanelActions => ({
      act: (act) => changes.act(id, act),
      edit: (plan) => changes.edit(id, plan),
      note: (text) => changes.note(id, text),
      judge: (keep) => changes.judge(id, keep),
      incident: async (title, severity) => {
        const made = await changes.incident(id, title, severity);
        if ('problem' in made) return made.problem;
        navigation.say(`Declared: ${title}.`, made.id);
        return null;
      },
      form: (kind) => navigation.plan({ change: id, duplicate: kind === 'duplicate' }),
      follow: ({ kind, target }) => {
        const [other, more] =
          kind === 'change' || kind === 'rollback-of' ? meant(changes.getState().changes ?? [], target) : [];
        if (kind === 'incident' || kind === 'fixes') navigation.openIncident(target);
        else if (other !== undefined && more === undefined) navigation.openChange(other.id);
        // Nothing leaves the window: what leads elsewhere is copied.
        else
          void copyText(target).then((done) =>
            navigation.say(done ? `Copied: ${target}` : `Copy was refused: ${target}`),
          );
      },
      say: (text) => navigation.say(text),
    }),
    [changes, navigation, id],
  );
  const view = open?.id === id ? open.view : null;
  // A draft holds no place, so the guard does not follow it; it is asked about what it would be.
  const verdict = useMemo(
    () => answer(id) ?? (view?.state === 'draft' ? guard.judge(view) : null),
    [answer, guard, id, view],
  );
  const compared = useMemo(
    (): Judged | null => (judged?.id === id && judged.answer !== null ? { ...judged.answer, at: judged.at } : null),
    [judged, id],
  );
  if (open?.id !== id || open.view === null)
    return (
      <div className="changes-none">
        <h2>{open?.problem == null ? 'Reading the change' : 'This change cannot be shown'}</h2>
        {open?.problem != null && (
          <>
            <p role="alert">{open.problem}</p>
            <Button onClick={() => navigation.openChange(null)}>Close it</Button>
          </>
        )}
      </div>
    );
  return (
    <ChangePanel
      key={id}
      view={open.view}
      guard={verdict}
      judged={compared}
      judgedProblem={judged?.id === id ? judged.problem : null}
      sites={sites}
      names={names}
      clocks={clocks}
      now={now}
      me={me}
      folded={folded}
      letters={letters}
      actions={actions}
    />
  );
}
