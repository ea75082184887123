import { useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ChangeView } from '../../../../shared/domain/change/types';
import type { ChangeRules } from '../../../../shared/domain/guard/change-rules';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import type { PlanFrom } from '../../../stores/navigation';
import { useChanges, useMinute, useNavigation, useSnapshot, useStores } from '../../../stores/stores';
import { useFolded } from '../../../ui/use-media';
import { useSteady } from '../../../ui/use-steady';
import { useClocks } from '../use-clocks';
import { useNames } from '../use-names';
import { ChangeForm } from './change-form';
import { draftOfPlan, duplicateOf, EMPTY_DRAFT, readDraft, wallsOf, type FormDraft } from './draft';
import type { FormPlan } from './plan-of';
import { watchedOf } from './signals-field';

const NO_RULES: ChangeRules = { freezes: [], hours: {}, services: {}, dependencies: {} };
/** Tells records and their parts apart on every machine. */
const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** The form over whatever screen it was asked for from. */
export function PlanSheet() {
  const from = useNavigation((state) => state.planFrom);
  const open = useChanges((state) => state.open);
  const all = useChanges((state) => state.changes);
  const { changes, navigation } = useStores();
  const sites = useSnapshot((state) => state.snapshot?.sites ?? null);
  const { change } = from;
  useEffect(() => {
    if (change !== null) changes.open(change);
  }, [changes, change]);
  const view = change === null ? null : open?.id === change ? open.view : undefined;
  const close = useCallback(() => navigation.show(null), [navigation]);
  if (sites === null || view === undefined || (change !== null && view === null))
    return (
      <div className="change-form" role="dialog" aria-modal="true" aria-label="Change" tabIndex={-1}>
        <p role="status">{open?.problem ?? 'Reading the change.'}</p>
      </div>
    );
  const services = [...new Set((all ?? []).flatMap((one) => one.services))].sort();
  return <Opened key={change ?? 'new'} {...{ from, view, services, sites, close }} />;
}

interface OpenedProps {
  readonly from: PlanFrom;
  readonly view: ChangeView | null;
  readonly services: readonly string[];
  readonly sites: readonly SiteView[];
  readonly close: () => void;
}

function Opened({ from, view, services, sites, close }: OpenedProps) {
  const { changes, guard, navigation, drafts } = useStores();
  const names = useNames();
  const clocks = useClocks();
  const now = useMinute();
  const folded = useFolded();
  const answer = useStore(guard, (state) => state.trying);
  const rules = useSteady(useSnapshot((state) => state.snapshot?.rules) ?? NO_RULES);
  const edited = from.duplicate ? null : view;
  const name = `change.${edited?.id ?? 'new'}`;
  const [begun] = useState(() => {
    const kept = readDraft(drafts.read(name));
    // A place of the time line, or a change to be like, is meant anew.
    const isMeant = edited === null && (from.window !== null || from.site !== null || from.duplicate);
    return kept !== null && !isMeant
      ? { first: kept, kept: true }
      : { first: beginning(from, view, sites, (ids) => names.zone(ids)), kept: false };
  });
  // The guard knows a change that is not written yet by this name alone.
  const id = edited?.id ?? 'new';
  const onTry = useCallback((plan: FormPlan) => changes.try({ id, plan }), [changes, id]);
  useEffect(() => () => changes.try(null), [changes]);
  const onSave = async (plan: FormPlan, edit: Parameters<typeof changes.edit>[1]): Promise<string | null> => {
    const done = edited === null ? await changes.create(plan) : await changes.edit(edited.id, edit);
    const why = typeof done === 'object' && done !== null ? done.problem : edited === null ? null : done;
    // What is in memory and not on disk yet is saved as far as the form goes.
    if (why !== null && !why.startsWith('Not on disk yet')) return why;
    drafts.forget(name);
    close();
    if (edited === null && typeof done === 'string') navigation.openChange(done);
    navigation.say(why ?? (edited === null ? 'Saved as a draft.' : 'Saved.'));
    return null;
  };
  return (
    <ChangeForm
      view={edited}
      first={begun.first}
      kept={begun.kept}
      sites={sites}
      rules={rules}
      services={services}
      names={names}
      clocks={clocks}
      now={now}
      guard={answer}
      folded={folded}
      newId={newId}
      onDraft={(draft) => drafts.write(name, draft)}
      onTry={onTry}
      onSave={onSave}
      onClose={close}
      onDiscard={() => {
        drafts.forget(name);
        close();
      }}
    />
  );
}

/** What a form begins with that nobody typed into yet. */
function beginning(
  { site, window, duplicate }: PlanFrom,
  view: ChangeView | null,
  sites: readonly SiteView[],
  zoneOf: (sites: readonly string[]) => string,
): FormDraft {
  if (view !== null) {
    const draft = draftOfPlan(view, zoneOf(view.sites));
    return duplicate ? duplicateOf(draft, newId) : draft;
  }
  if (site === null) return EMPTY_DRAFT;
  return {
    ...EMPTY_DRAFT,
    sites: [site],
    watched: watchedOf(sites, [site], [], newId),
    ...wallsOf(window, zoneOf([site])),
  };
}
