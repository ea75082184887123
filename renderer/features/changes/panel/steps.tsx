import { isUnderWay } from '../../../../shared/domain/change/rules';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { plural } from '../../../ui/format';
import { Glyph } from '../../../ui/glyph';
import { utcDistance } from '../../../ui/time';
import type { PanelActions, Told } from './panel-types';
import { stepLines, type StepLine } from './plan-model';
import { holding } from './verdict-model';

interface StepsProps {
  readonly told: Told;
  readonly guard: GuardAnswer | null;
  readonly actions: PanelActions;
}

/** The plan, step by step; while it runs each can be ticked, skipped and opened again. */
export function Steps({ told, guard, actions }: StepsProps) {
  const { view, names, clocks, zone, now } = told;
  const lines = stepLines(view, names, clocks, zone);
  const canTick = isUnderWay(view.state) && view.origin === null;
  const holds = isUnderWay(view.state) && holding(guard).length > 0;
  const set = async (step: StepLine, outcome: StepLine['outcome']): Promise<void> => {
    const refused = await actions.act({ act: 'step', step: step.id, outcome });
    if (refused !== null) actions.say(refused);
  };
  const name = clocks.name(zone);
  const next = lines.findIndex(({ outcome }) => outcome === 'open');
  return (
    <section className="plan-part" aria-label="Plan">
      <h3>
        Plan <span className="sub">{name === 'UTC' ? 'UTC' : `${name}, ${utcDistance(clocks.zone(zone), now)}`}</span>
      </h3>
      {lines.length === 0 && <p className="plan-none">No steps are planned.</p>}
      <ol className="plan-steps">
        {lines.map((line, index) => (
          <Step
            key={line.id}
            line={line}
            index={index}
            canTick={canTick}
            // A recommendation, where the next step would be: a person decides.
            stop={holds && index === next ? plural(holding(guard).length, 'reason') : null}
            onSet={(outcome) => void set(line, outcome)}
          />
        ))}
      </ol>
    </section>
  );
}

interface StepProps {
  readonly line: StepLine;
  readonly index: number;
  readonly canTick: boolean;
  readonly stop: string | null;
  readonly onSet: (outcome: StepLine['outcome']) => void;
}

function Step({ line, index, canTick, stop, onSet }: StepProps) {
  const { outcome } = line;
  return (
    <>
      {stop !== null && (
        <li className="plan-stop">
          <Glyph status="critical" size={13} word="Hold" />
          <span>Now</span>
          <span>Guard says hold, {stop}</span>
        </li>
      )}
      <li className={`plan-step is-${outcome}${line.isCurrent ? ' is-current' : ''}`}>
        {canTick ? (
          <input
            type="checkbox"
            checked={outcome === 'done'}
            aria-label={`Step ${index + 1}: ${line.text}${outcome === 'skipped' ? ', skipped' : ''}`}
            aria-current={line.isCurrent ? 'step' : undefined}
            onChange={(event) => onSet(event.target.checked ? 'done' : 'open')}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              onSet(outcome === 'done' ? 'open' : 'done');
            }}
          />
        ) : (
          <span className="plan-number">{index + 1}</span>
        )}
        <span className="plan-time" data-hint={line.hint === '' ? undefined : line.hint}>
          {line.time}
        </span>
        <span className="plan-text">
          <span dir="auto">{line.text}</span>
          {outcome === 'skipped' && <em> skipped</em>}
        </span>
        {line.person !== '' && <small>{line.person}</small>}
        {canTick && outcome !== 'done' && (
          <button
            type="button"
            className="plan-skip"
            aria-label={`${outcome === 'skipped' ? 'Open again' : 'Skip'}: ${line.text}`}
            onClick={() => onSet(outcome === 'skipped' ? 'open' : 'skipped')}
          >
            {outcome === 'skipped' ? 'Open again' : 'Skip'}
          </button>
        )}
      </li>
    </>
  );
}
