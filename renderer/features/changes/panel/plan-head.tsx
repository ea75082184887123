import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_TYPE_WORD } from '../../../../shared/domain/change/words';
import { list } from '../../../ui/format';
import { BakeClock } from './bake-clock';
import type { Told } from './panel-types';
import { approvalLines, stateView, windowText } from './plan-model';

/** What it is, where, when, by whom, how far it is, and who agreed. */
export function PlanHead({ told }: { readonly told: Told }) {
  const { view, names, clocks, zone, now } = told;
  const state = stateView(view, clocks, zone, now);
  const places = list(view.sites.map((site) => names.site(site)));
  const who = [
    view.executor === null ? 'nobody carries it out yet' : names.person(view.executor),
    view.owner === null || view.owner === view.executor ? '' : `owned by ${names.person(view.owner)}`,
  ].filter((part) => part !== '');
  return (
    <header className="plan-head">
      <h2>
        <span className="mono">{fullNumber(view.number)}</span> <b dir="auto">{view.title}</b>
      </h2>
      {view.description.trim() !== '' && (
        <p className="plan-description" dir="auto" tabIndex={0} data-hint={view.description}>
          {view.description}
        </p>
      )}
      <p className="plan-meta">
        {places === '' ? 'No site yet' : places}. {CHANGE_TYPE_WORD[view.type]}, {who.join(', ')}.
      </p>
      <p className="plan-meta">{windowText(view.window, clocks, zone)}</p>
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
      <ul className="plan-approvals" aria-label="Approvals">
        {approvalLines(view, names, clocks, zone).map(({ key, tone, text }) => (
          <li key={key} className={`is-${tone}`}>
            {text}
          </li>
        ))}
      </ul>
    </header>
  );
}
