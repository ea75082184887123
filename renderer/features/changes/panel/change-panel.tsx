import { useState, type ReactNode } from 'react';
import { isOver } from '../../../../shared/domain/change/rules';
import type { ChangeView } from '../../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import type { SiteView } from '../../../../shared/domain/snapshot/types';
import type { Ms } from '../../../../shared/lib/time';
import type { Clocks } from '../../../ui/clocks';
import type { Names } from '../../../ui/names';
import { ActionBar, MoreActions, useRunner, type Asked } from './action-bar';
import { Conflicts } from './conflicts';
import { Details } from './details';
import { BeforeAfter } from './judged';
import { judgedShort } from './judged-model';
import { Log } from './log';
import type { Judged, PanelActions, Told } from './panel-types';
import { PlanHead } from './plan-head';
import { Rollback } from './rollback';
import { abortLines, watchedLines } from './signal-model';
import { StopWhen } from './signal-lines';
import { Steps } from './steps';
import { IS_OVER, Verdict } from './verdict';
import { usePanelKeys } from './use-panel-keys';
import '../../../ui/forms.css';
import './panel.css';
import './plan.css';
import './judged.css';

export interface ChangePanelProps {
  readonly view: ChangeView;
  /** Null while the guard has no answer. */
  readonly guard: GuardAnswer | null;
  readonly judged: Judged | null;
  /** Why the watched signals could not be compared; null when they could. */
  readonly judgedProblem: string | null;
  /** Sites as they may be claimed to be now. */
  readonly sites: readonly SiteView[];
  readonly names: Names;
  readonly clocks: Clocks;
  readonly now: Ms;
  /** Who writes here; null: nobody said yet. */
  readonly me: string | null;
  readonly folded: boolean;
  /** Whether single letters are keys. */
  readonly letters: boolean;
  readonly actions: PanelActions;
}

/** One change whole: may it go on, what is planned, what it did, what happened. */
export function ChangePanel(props: ChangePanelProps) {
  const { view, guard, judged, judgedProblem, sites, names, clocks, now, me, folded, letters, actions } = props;
  const zone = names.zone(view.sites);
  const told: Told = { view, names, clocks, zone, now };
  const siteName = (id: string): string => names.site(id);
  const aborts = abortLines(view.abortSignals, sites, siteName, now);
  const watched = watchedLines(view.watched, sites, siteName, now);
  const isLive = view.state === 'running' || view.state === 'baking';
  const fires = isLive && aborts.some((line) => line.fires);
  const [asked, setAsked] = useState<Asked | null>(null);
  const runner = useRunner({ told, guard, me, fires, actions, onAsk: setAsked });
  const box = usePanelKeys(letters);
  const before = <BeforeAfter {...{ told, judged, watched, actions, folded }} problem={judgedProblem} />;
  return (
    <article
      ref={box}
      className={folded ? 'change-panel is-folded' : 'change-panel'}
      aria-label={`Change ${view.number} ${view.title}`}
      data-panel
      tabIndex={-1}
    >
      <Verdict
        {...{ guard, clocks, zone, now, folded }}
        {...(isOver(view.state) ? { waiting: IS_OVER } : {})}
        onOverride={!folded && view.origin === null && !isOver(view.state) ? () => setAsked('override') : null}
      />
      <section className="panel-plan" aria-label="Change">
        <div className="panel-scroll">
          <Conflicts told={told} actions={actions} />
          <PlanHead told={told} more={<MoreActions {...{ told, runner }} />} />
          <Steps told={told} guard={guard} actions={actions} />
          <Rollback told={told} actions={actions} />
          {!folded && <StopWhen lines={aborts} />}
          <Details told={told} actions={actions} />
        </div>
        <ActionBar {...{ told, guard, me, actions, asked, runner }} onAsk={setAsked} />
      </section>
      {folded ? (
        <Tabs
          told={told}
          judged={judged}
          before={before}
          log={<Log told={told} actions={actions} folded />}
          verify={<StopWhen lines={aborts} />}
        />
      ) : (
        <>
          <div className="panel-column">{before}</div>
          <div className="panel-column">
            <Log told={told} actions={actions} folded={false} />
          </div>
        </>
      )}
    </article>
  );
}

type Tab = 'before' | 'log' | 'verify';

function Tabs({
  told,
  judged,
  before,
  log,
  verify,
}: {
  readonly told: Told;
  readonly judged: Judged | null;
  readonly before: ReactNode;
  readonly log: ReactNode;
  readonly verify: ReactNode;
}) {
  const [tab, setTab] = useState<Tab>('before');
  const tabs: readonly (readonly [Tab, string])[] = [
    ['before', 'Before and after'],
    ['log', `Log ${told.view.log.length}`],
    ['verify', 'Verify by'],
  ];
  const parts = { before, log, verify };
  return (
    <div className="panel-column">
      <div className="panel-tabs-line">
        <div className="panel-tabs" role="tablist" aria-label="Parts of the change">
          {tabs.map(([one, word]) => (
            <button
              key={one}
              type="button"
              role="tab"
              data-tab={one}
              aria-selected={tab === one}
              tabIndex={tab === one ? 0 : -1}
              onClick={() => setTab(one)}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                if (step === 0) return;
                event.preventDefault();
                const at = tabs.findIndex(([name]) => name === tab);
                const next = tabs[(at + step + tabs.length) % tabs.length]?.[0] ?? 'before';
                setTab(next);
                event.currentTarget.parentElement?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
              }}
            >
              {word}
            </button>
          ))}
        </div>
        <span className="sub">{judged === null ? '' : judgedShort(judged.signals)}</span>
      </div>
      {/* Hidden, not gone: what is being typed into the log stays. */}
      {tabs.map(([one]) => (
        <div key={one} className="panel-tab" hidden={tab !== one} role="tabpanel" aria-label={one}>
          {parts[one]}
        </div>
      ))}
    </div>
  );
}
