import { ROLLBACK_TEST_LASTS } from '../../../../shared/domain/change/rules';
import { plural } from '../../../ui/format';
import { age } from '../../../ui/time';
import { Button } from '../../../ui/controls';
import type { PanelActions, Told } from './panel-types';

/** The way back: the command, how long it takes, its steps, and when it was last tried. */
export function Rollback({ told, actions }: { readonly told: Told; readonly actions: PanelActions }) {
  const { view, clocks, zone, now } = told;
  const { command, steps, minutes, testedAt } = view.rollback;
  const isNone = command === '' && steps.length === 0;
  const tested = async (): Promise<void> => {
    const refused = await actions.edit({ rollback: { ...mutable(view.rollback), testedAt: now } });
    actions.say(refused ?? 'The rollback counts as tested now.');
  };
  const head = [
    minutes === null ? '' : `about ${minutes} min`,
    command !== '' ? 'one command' : '',
    steps.length > 0 ? plural(steps.length, 'step') : '',
  ].filter((part) => part !== '');
  return (
    <section className="plan-part" aria-label="Rollback">
      <h3>
        Rollback <span className="sub">{head.join(', ')}</span>
      </h3>
      {isNone && <p className="plan-bad">There is no way back in the plan.</p>}
      {command !== '' && (
        <pre className="plan-command" tabIndex={0} aria-label="Rollback command">
          <code>{command}</code>
        </pre>
      )}
      {steps.length > 0 && (
        <ol className="plan-back">
          {steps.map(({ id, text, minutes: takes }) => (
            <li key={id}>
              <span dir="auto">{text}</span> {takes !== null && <small>{takes} min</small>}
            </li>
          ))}
        </ol>
      )}
      {!isNone && (
        <p className="plan-tested">
          {testedAt === null ? (
            <b className="plan-bad">Never tested</b>
          ) : (
            <span
              className={now - testedAt > ROLLBACK_TEST_LASTS ? 'plan-old' : undefined}
              data-hint={clocks.both(testedAt, zone)}
            >
              Tested {age(now - testedAt)} ago{now - testedAt > ROLLBACK_TEST_LASTS && ', more than 90 days'}
            </span>
          )}
          {view.origin === null && (
            <Button small onClick={() => void tested()}>
              Tested now
            </Button>
          )}
        </p>
      )}
    </section>
  );
}

/** The contract takes lists that may be changed; what is read may not. */
const mutable = ({ steps, ...rest }: Told['view']['rollback']) => ({ ...rest, steps: [...steps] });
