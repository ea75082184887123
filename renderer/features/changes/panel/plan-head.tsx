import type { ReactNode } from 'react';
import { isOver, isUnderWay } from '../../../../shared/domain/change/rules';
import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_TYPE_WORD } from '../../../../shared/domain/change/words';
import { list } from '../../../ui/format';
import { BakeClock } from './bake-clock';
import { DutyLine } from './duty-line';
import type { Told } from './panel-types';
import { approvalLines, stateView, windowText } from './plan-model';

/** What it is, where, when, by whom, how far it is, and who agreed. */
export function PlanHead({ told, more }: { readonly told: Told; readonly more: ReactNode }) {
  const { view, names, clocks, zone, now } = told;
  const state = stateView(view, clocks, zone, now);
  const approvals = approvalLines(view, names, clocks, zone);
  const given = list(view.approvals.map(({ person }) => names.person(person)));
  const places = list(view.sites.map((site) => names.site(site)));
  const who = [
    view.executor === null ? 'nobody carries it out yet' : names.person(view.executor),
    given === '' ? '' : `approved by ${given}`,
  ].filter((part) => part !== '');
  const meta = `${places === '' ? 'No site yet' : places}. ${view.type === 'normal' ? '' : `${CHANGE_TYPE_WORD[view.type]}. `}${upperFirst(who.join(', '))}.`;
  return (
    <header className="plan-head">
      <div className="plan-title">
        <h2>
          <span className="mono">{fullNumber(view.number)}</span> <b dir="auto">{view.title}</b>
        </h2>
        {more}
      </div>
      {view.description.trim() !== '' && (
        <p className="plan-description" dir="auto" tabIndex={0} data-hint={view.description}>
          {view.description}
        </p>
      )}
      <p className="plan-meta is-place" tabIndex={0} data-hint={meta}>
        {meta}
      </p>
      {view.times.startedAt === null && <p className="plan-meta">{windowText(view.window, clocks, zone)}</p>}
      {!isOver(view.state) && <DutyLine begins={view.window?.start ?? null} runs={isUnderWay(view.state)} />}
      <div className="plan-state">
        <ol aria-label="State">
          {state.path.map(({ state: one, word, stand }) => (
            <li
              key={one}
              className={`is-${stand}`}
              data-hint={word}
              aria-current={stand === 'now' ? 'step' : undefined}
            >
              <i aria-hidden="true" />
              <span className="visually-hidden">{word}</span>
            </li>
          ))}
        </ol>
        <p>
          <b>{state.word}</b> {state.since}
        </p>
      </div>
      <BakeClock told={told} />
      <ul className="plan-approvals" aria-label="Approvals that are missing">
        {approvals
          .filter(({ tone }) => tone !== 'given')
          .map(({ key, tone, text }) => (
            <li key={key} className={`is-${tone}`}>
              {text}
            </li>
          ))}
      </ul>
    </header>
  );
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
