import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { CHANGE_TYPES, type ChangeView } from '../../../../shared/domain/change/types';
import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_TYPE_WORD } from '../../../../shared/domain/change/words';
import type { ChangeRules } from '../../../../shared/domain/guard/change-rules';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import type { ChangeEdit } from '../../../../shared/ipc/changes-contract';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import { keepInside } from '../../../ui/keep-inside';
import type { Names } from '../../../ui/names';
import { SecretHint } from '../../../ui/secret-hint';
import { IS_BLANK, Verdict } from '../panel/verdict';
import type { FormDraft } from './draft';
import { ChoiceField, personOf, PersonField, ProblemsContext, Section, TextField, TokensField } from './fields';
import { FormFoot } from './form-foot';
import { ImpactField, LinksField } from './impact-field';
import { editOf, readForm, type FormPlan } from './plan-of';
import { RiskField } from './risk-field';
import { SignalsField, watchedOf } from './signals-field';
import { SitesField } from './sites-field';
import { StepsField } from './steps-field';
import { WindowField } from './window-field';
import '../../../ui/forms.css';
import '../panel/panel.css';
import './form.css';

export interface ChangeFormProps {
  /** The change that is edited; null: a new one. */
  readonly view: ChangeView | null;
  /** What the form begins with. */
  readonly first: FormDraft;
  /** Whether that was typed before, and kept. */
  readonly kept: boolean;
  readonly sites: readonly SiteView[];
  readonly rules: ChangeRules;
  /** Services that changes name already. */
  readonly services: readonly string[];
  readonly names: Names;
  readonly clocks: Clocks;
  readonly now: Ms;
  /** What the guard says of the form as it is; null while it has no answer. */
  readonly guard: GuardAnswer | null;
  readonly folded: boolean;
  readonly newId: () => string;
  readonly onDraft: (draft: FormDraft) => void;
  /** As it would be; also what is not whole yet. */
  readonly onTry: (plan: FormPlan) => void;
  /** Why it was not saved, or null when it was. */
  readonly onSave: (plan: FormPlan, edit: ChangeEdit) => Promise<string | null>;
  /** Closes; what was typed stays kept. */
  readonly onClose: () => void;
  /** Closes and forgets what was typed. */
  readonly onDiscard: () => void;
}

/** A plan, new or edited. What is typed is kept as it is typed; the guard answers beside it. */
export function ChangeForm(props: ChangeFormProps) {
  const { view, first, kept, sites, rules, services, names, clocks, now, guard, folded, newId } = props;
  const { onDraft, onTry, onSave, onClose, onDiscard } = props;
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const zone = names.zone(draft.sites);
  const { plan, problems } = useMemo(() => readForm(draft, zone), [draft, zone]);
  const { edit, voids } = useMemo(
    () => (view === null ? { edit: plan, voids: false } : editOf(view, plan)),
    [view, plan],
  );
  const shown = useMemo(
    () => new Map(tried ? problems.map(({ field, text }) => [field, text] as const) : []),
    [tried, problems],
  );
  useEffect(() => onTry(plan), [onTry, plan]);

  const set = (part: Partial<FormDraft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    onDraft(next);
  };
  const setSites = (chosen: readonly string[]): void =>
    set({
      sites: chosen,
      watched: draft.watchedByHand ? draft.watched : watchedOf(sites, chosen, draft.watched, newId),
    });
  const go = (field: string): void => document.getElementById(`form-${field}`)?.focus();
  const save = async (): Promise<void> => {
    setTried(true);
    const [worst] = problems;
    if (worst !== undefined) {
      go(worst.field);
      return;
    }
    if (busy) return;
    setBusy(true);
    const why = await onSave(plan, edit);
    setBusy(false);
    setRefused(why);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    } else if (event.key === 'Tab') keepInside(event);
  };
  const titleOf = (id: string): string => names.site(id);
  const sectionProps = { draft, set };
  const name = view === null ? 'New change' : `Edit ${fullNumber(view.number)}`;
  return (
    <form
      className={folded ? 'change-form is-folded' : 'change-form'}
      role="dialog"
      aria-modal="true"
      aria-label={name}
      onKeyDown={onKeyDown}
      // Enter alone saves nothing: it is pressed too easily.
      onSubmit={(event) => event.preventDefault()}
    >
      <header>
        <h2>{name}</h2>
        <span className="sub" role="status">
          {kept ? 'Goes on where you left it. ' : ''}What you type is kept while this window lives.
        </span>
        <kbd>Esc</kbd>
      </header>
      <datalist id="cf-people">
        {names.people.map(({ id, name: called }) => (
          <option key={id} value={called} />
        ))}
      </datalist>
      <datalist id="cf-services">
        {services.map((service) => (
          <option key={service} value={service} />
        ))}
      </datalist>
      <ProblemsContext value={shown}>
        <div className="cf-body">
          <Section name="What">
            <TextField
              autoFocus
              field="title"
              label="Title"
              value={draft.title}
              most={300}
              placeholder="checkout-api 4.18.0"
              onChange={(title) => set({ title })}
            />
            <SecretHint text={draft.title} onClean={(title) => set({ title })} />
            <TextField
              field="description"
              label="Description"
              rows={2}
              value={draft.description}
              most={20_000}
              placeholder="What changes, and why"
              onChange={(description) => set({ description })}
            />
            <SecretHint text={draft.description} onClean={(description) => set({ description })} />
            <div className="cf-row">
              <ChoiceField
                field="type"
                label="Type"
                of={CHANGE_TYPES.map((type) => [type, CHANGE_TYPE_WORD[type]] as const)}
                value={draft.type}
                onChange={(type) => set({ type })}
              />
              <TextField
                field="artifact"
                label="Artifact"
                value={draft.artifact}
                most={300}
                placeholder="None: what is rolled out, with its version"
                onChange={(artifact) => set({ artifact })}
              />
            </div>
          </Section>
          <Section name="Where">
            <SitesField {...{ sites, titleOf }} chosen={draft.sites} onChange={setSites} />
            <TokensField
              field="services"
              label="Services"
              placeholder="A service, Enter"
              chosen={draft.services}
              nameOf={(service) => service}
              list="cf-services"
              most={256}
              parse={(text) => text.trim() || null}
              onChange={(chosen) => set({ services: chosen })}
            />
          </Section>
          <Section name="When">
            <WindowField
              {...sectionProps}
              zone={zone}
              agreed={rules.hours[draft.sites[0] ?? '']?.agreed ?? []}
              now={now}
            />
            <TextField
              narrow
              field="bake"
              label="Bake, minutes"
              value={draft.bakeMinutes}
              most={8}
              placeholder="0"
              onChange={(bakeMinutes) => set({ bakeMinutes })}
            />
          </Section>
          <Section name="Who">
            <div className="cf-row">
              <PersonField
                field="owner"
                label="Owner"
                names={names}
                value={draft.owner}
                onChange={(owner) => set({ owner })}
              />
              <PersonField
                field="executor"
                label="Carries it out"
                names={names}
                value={draft.executor}
                onChange={(executor) => set({ executor })}
              />
            </div>
            <TokensField
              field="approvers"
              label="Asked to approve"
              placeholder="A person, Enter"
              chosen={draft.approvers}
              nameOf={(person) => names.person(person)}
              list="cf-people"
              most={120}
              parse={(text) => personOf(text, names)?.trim() ?? null}
              onChange={(approvers) => set({ approvers })}
            />
          </Section>
          <Section name="Risk" note="impact × undoing it × novelty">
            <RiskField {...sectionProps} />
          </Section>
          <Section name="Plan" note="Enter adds a step, Alt with arrows moves one">
            <StepsField
              part="steps"
              name="Step"
              steps={draft.steps}
              newId={newId}
              onChange={(steps) => set({ steps })}
            />
          </Section>
          <Section name="Rollback" note="Meridian runs nothing: the command is copied">
            <div className="cf-row">
              <TextField
                mono
                field="command"
                label="Command"
                rows={1}
                value={draft.command}
                most={4_000}
                placeholder="deploy checkout-api --to 4.17.3"
                onChange={(command) => set({ command })}
              />
              <TextField
                narrow
                field="back-minutes"
                label="Minutes"
                value={draft.backMinutes}
                most={8}
                onChange={(backMinutes) => set({ backMinutes })}
              />
            </div>
            <SecretHint text={draft.command} onClean={(command) => set({ command })} />
            <StepsField
              part="back"
              name="Rollback step"
              steps={draft.backSteps}
              newId={newId}
              onChange={(backSteps) => set({ backSteps })}
            />
          </Section>
          <Section name="Signals" note={draft.watchedByHand ? '' : 'all are watched until you choose'}>
            <SignalsField {...sectionProps} sites={sites} titleOf={titleOf} newId={newId} />
          </Section>
          <Section name="Impact">
            <ImpactField {...sectionProps} sites={sites} />
          </Section>
          <Section name="Links">
            <LinksField {...sectionProps} newId={newId} />
          </Section>
        </div>
      </ProblemsContext>
      <aside className="cf-guard" aria-label="What the guard would say">
        <Verdict
          {...{ clocks, zone, now, folded }}
          // Of nothing there is nothing to say yet.
          guard={plan.sites.length === 0 && plan.window === null ? null : guard}
          waiting={IS_BLANK}
          onOverride={null}
        />
      </aside>
      <FormFoot
        {...{ view, edit, voids, busy, refused, names }}
        problems={tried ? problems : []}
        onGo={go}
        onSave={() => void save()}
        {...{ onClose, onDiscard }}
      />
    </form>
  );
}
