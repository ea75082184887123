import { useEffect, useState } from 'react';
import type { IfThen } from '../../../../shared/domain/handover/types';
import type { SignalView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import { Button } from '../../../ui/controls';
import { quantityText } from '../../../ui/format';
import { PersonChoice } from '../../../ui/person-choice';
import { SecretHint } from '../../../ui/secret-hint';
import { age } from '../../../ui/time';
import { useGround } from '../ground';
import { InstantField } from './due-place';

interface Draft {
  readonly kind: 'signal' | 'words';
  readonly site: string;
  readonly signal: string;
  readonly is: 'over' | 'under';
  readonly limit: string;
  readonly minutes: string;
  readonly text: string;
  readonly action: string;
  readonly who: string | null;
  readonly from: Ms | null;
  readonly until: Ms | null;
}

const draftOf = (ifThen: IfThen | null, sites: readonly string[]): Draft => ({
  kind: ifThen !== null && ifThen.watch === null ? 'words' : 'signal',
  site: ifThen?.watch?.site ?? sites[0] ?? '',
  signal: ifThen?.watch?.signal ?? '',
  is: ifThen?.watch?.is ?? 'over',
  limit: ifThen?.watch == null ? '' : String(ifThen.watch.limit),
  minutes: String(ifThen?.watch?.minutes ?? 5),
  text: ifThen?.text ?? '',
  action: ifThen?.action ?? '',
  who: ifThen?.who ?? null,
  from: ifThen?.from ?? null,
  until: ifThen?.until ?? null,
});

const isDraft = (value: unknown): value is Draft => typeof value === 'object' && value !== null && 'minutes' in value;

/** Numbers as people type them: a comma is a point. */
const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));

interface IfThenFormProps {
  /** Null: a new one. */
  readonly ifThen: IfThen | null;
  /** Item it belongs to; null: it stands for itself. */
  readonly item: string | null;
  /** Sites of that item: the first is proposed. */
  readonly itemSites: readonly string[];
  readonly onClose: () => void;
}

/** What to do when something happens: watched where it names a signal, else in words. */
export function IfThenForm({ ifThen, item, itemSites, onClose }: IfThenFormProps) {
  const { id, names, edit, say, sites, newId, drafts } = useGround();
  const key = `handover.${id}.if-then.${ifThen?.id ?? `new.${item ?? ''}`}`;
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = drafts.read(key);
    return isDraft(kept) ? kept : draftOf(ifThen, itemSites);
  });
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Read once: which sites and signals there are does not change while a form is open.
  const [all] = useState(sites);
  const set = (part: Partial<Draft>): void => {
    const next = { ...draft, ...part };
    setDraft(next);
    setProblem(null);
    drafts.write(key, next);
  };
  useEffect(() => {
    document.querySelector('.ho-ifthen-form')?.scrollIntoView({ block: 'nearest' });
  }, []);

  const site = all.find((one) => one.id === draft.site);
  const signal = site?.signals.find((one) => one.id === draft.signal);
  const wrong = problemOf(draft, signal);
  const send = async (): Promise<void> => {
    if (busy) return;
    if (wrong !== null) {
      setProblem(wrong);
      return;
    }
    setBusy(true);
    const refused = await edit({
      edit: 'if-then',
      id: ifThen?.id ?? newId(),
      fields: {
        item,
        text: draft.text.trim(),
        watch:
          draft.kind === 'words'
            ? null
            : {
                site: draft.site,
                signal: draft.signal,
                is: draft.is,
                limit: numberOf(draft.limit),
                minutes: numberOf(draft.minutes),
              },
        action: draft.action.trim(),
        who: draft.who,
        from: draft.from,
        until: draft.until,
      },
    });
    setBusy(false);
    if (refused !== null && !refused.startsWith('Not on disk yet')) {
      setProblem(refused);
      return;
    }
    if (refused !== null) say(refused);
    drafts.forget(key);
    onClose();
  };
  return (
    <form
      className="ho-ifthen-form"
      aria-label={ifThen === null ? 'New if-then' : 'If-then'}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          event.preventDefault();
          drafts.forget(key);
          onClose();
        } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send();
        }
      }}
    >
      <div className="choice" role="radiogroup" aria-label="If">
        {(['signal', 'words'] as const).map((kind) => (
          <label key={kind}>
            <input type="radio" checked={draft.kind === kind} onChange={() => set({ kind })} />
            <span>{kind === 'signal' ? 'A signal' : 'In words'}</span>
          </label>
        ))}
      </div>
      {draft.kind === 'words' ? (
        <label className="side-field is-wide">
          If
          <input
            className="field"
            autoFocus
            dir="auto"
            maxLength={300}
            placeholder="What happens"
            value={draft.text}
            onChange={(event) => set({ text: event.target.value })}
          />
        </label>
      ) : (
        <div className="ho-ifthen-signal">
          <label className="side-field">
            Site
            <select
              className="field"
              autoFocus
              value={draft.site}
              onChange={(event) => set({ site: event.target.value, signal: '' })}
            >
              <option value="">Choose a site</option>
              {all.map((one) => (
                <option key={one.id} value={one.id}>
                  {names.site(one.id)}
                </option>
              ))}
            </select>
          </label>
          <label className="side-field">
            Signal
            <select className="field" value={draft.signal} onChange={(event) => set({ signal: event.target.value })}>
              <option value="">Choose a signal</option>
              {site?.signals.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          <label className="side-field is-short">
            Is
            <select
              className="field"
              value={draft.is}
              onChange={(event) => set({ is: event.target.value === 'under' ? 'under' : 'over' })}
            >
              <option value="over">over</option>
              <option value="under">under</option>
            </select>
          </label>
          <label className="side-field is-short">
            Limit{signal === undefined ? '' : `, ${signal.unit}`}
            <input
              className="field"
              inputMode="decimal"
              maxLength={16}
              value={draft.limit}
              onChange={(event) => set({ limit: event.target.value })}
            />
          </label>
          <label className="side-field is-short">
            For, minutes
            <input
              className="field"
              inputMode="numeric"
              maxLength={4}
              value={draft.minutes}
              onChange={(event) => set({ minutes: event.target.value })}
            />
          </label>
          {signal !== undefined && <Present signal={signal} />}
        </div>
      )}
      <label className="side-field is-wide">
        Then
        <textarea
          dir="auto"
          rows={2}
          maxLength={4_000}
          placeholder="What to do"
          value={draft.action}
          onChange={(event) => set({ action: event.target.value })}
        />
      </label>
      <SecretHint text={draft.action} onClean={(action) => set({ action })} />
      <div className="ho-ifthen-signal">
        <PersonChoice
          label="Who"
          none="Whoever has duty"
          value={draft.who}
          names={names}
          onChange={(who) => set({ who })}
        />
        <InstantField label="From" value={draft.from} onChange={(from) => set({ from })} />
        <InstantField label="Until" value={draft.until} onChange={(until) => set({ until })} />
      </div>
      <div className="form-actions">
        <Button kind="primary" small disabled={busy} onClick={() => void send()}>
          Save
        </Button>
        <Button kind="quiet" small onClick={onClose}>
          Cancel
        </Button>
        {problem !== null && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
      </div>
    </form>
  );
}

/** What it is now, so that a limit is not written that is passed already. */
function Present({ signal }: { readonly signal: SignalView }) {
  const { now } = useGround();
  const about = [signal.warning, signal.critical];
  return (
    <p className="sub ho-present" role="status">
      {signal.value === null || signal.at === null
        ? 'No value now.'
        : `Now ${quantityText(signal.value, signal.unit, about)}, ${age(now() - signal.at)} old.`}
      {signal.warning !== null && ` Warning at ${quantityText(signal.warning, signal.unit, about)}.`}
      {signal.critical !== null && ` Critical at ${quantityText(signal.critical, signal.unit, about)}.`}
    </p>
  );
}

/** What is missing, in words; null: it can be saved. */
function problemOf(draft: Draft, signal: SignalView | undefined): string | null {
  if (draft.kind === 'words' && draft.text.trim() === '') return 'Say what happens.';
  if (draft.kind === 'signal') {
    if (signal === undefined) return 'Choose a site and one of its signals.';
    if (!Number.isFinite(numberOf(draft.limit))) return `The limit is a number in ${signal.unit}.`;
    const minutes = numberOf(draft.minutes);
    if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1_440) return 'Minutes are a number from 1 to 1440.';
  }
  if (draft.action.trim() === '') return 'Say what to do then.';
  if (draft.from !== null && draft.until !== null && draft.from >= draft.until) return 'It must end after it begins.';
  return null;
}
