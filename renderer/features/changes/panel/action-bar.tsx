import { useState } from 'react';
import { bakedAt } from '../../../../shared/domain/change/rules';
import { fullNumber } from '../../../../shared/domain/change/number';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import { Button } from '../../../ui/controls';
import { copyText } from '../../../ui/copy';
import { Ask, IncidentForm, OverrideForm } from './act-forms';
import { ACTION_KEY, actionsOf, actionWord, type Action } from './actions-model';
import { Menu } from './menu';
import type { PanelActions, Told } from './panel-types';
import { RefusedStart } from './refused-start';
import { holding } from './verdict-model';

interface BarProps {
  readonly told: Told;
  readonly guard: GuardAnswer | null;
  readonly me: string | null;
  /** A signal at which it is to be stopped is so bad. */
  readonly fires: boolean;
  readonly actions: PanelActions;
}

type Asked = 'disapprove' | 'withdraw' | 'abort' | 'override' | 'incident' | 'refused';

const REASON = { label: 'Reason, for the log', placeholder: 'In a few words (may stay empty)', required: false };

/** What can be done now. What is asked about first is what needs a reason; the rest is done at once and can be taken back. */
export function ActionBar({ told, guard, me, fires, actions }: BarProps) {
  const { view, now } = told;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [marked, setMarked] = useState(false);
  const shown = actionsOf({ change: view, guard, me, fires, bakedAt: bakedAt(view), now });
  const holds = holding(guard).length > 0;
  const close = (): void => setAsked(null);
  const report = async (work: Promise<string | null>): Promise<boolean> => {
    const refused = await work;
    if (refused !== null) actions.say(refused);
    return refused === null;
  };
  const copy = async (text: string, said: string): Promise<void> =>
    actions.say((await copyText(text)) ? said : `Copy was refused. It is: ${text}`);
  const move = (state: typeof view.state, reason = ''): Promise<string | null> =>
    actions.act({ act: 'move', state, ...(reason === '' ? {} : { reason }) });
  const approve = (answer: 'approved' | 'disapproved' | 'withdrawn', reason: string): Promise<string | null> =>
    actions.act({ act: 'approve', answer, plan: view.planHash, ...(reason === '' ? {} : { reason }) });

  const run = (action: Action): void => {
    switch (action) {
      case 'propose':
        return void report(move('proposed'));
      case 'approve':
        return void report(approve('approved', ''));
      case 'schedule':
        return void report(move('scheduled'));
      case 'start':
        return holds ? setAsked('refused') : void report(move('running'));
      case 'bake':
        return void report(move('baking'));
      case 'done':
        return void report(move('done'));
      case 'rolled-back':
        return void report(move('rolled-back')).then((done) => setMarked(done));
      case 'take-back':
        return void report(move(view.state === 'done' ? 'baking' : 'running')).then(() => setMarked(false));
      case 'unschedule':
        return void report(move('scheduled'));
      case 'to-draft':
        return void report(move('draft'));
      case 'copy-rollback':
        return void (view.rollback.command === ''
          ? Promise.resolve(actions.say('The plan has no rollback command to copy. Its steps stand under Rollback.'))
          : copy(view.rollback.command, 'Rollback command copied. Meridian runs nothing: paste it where it runs.'));
      case 'copy-number':
        return void copy(`${fullNumber(view.number)} ${view.title}`, `Copied: ${fullNumber(view.number)}`);
      case 'edit':
      case 'duplicate':
        return actions.form(action);
      case 'disapprove':
      case 'withdraw':
      case 'abort':
      case 'override':
      case 'incident':
        return setAsked(action);
      default:
        return assertNever(action);
    }
  };
  const button = (action: Action, primary: boolean) => (
    <Button
      key={action}
      kind={primary ? 'primary' : 'plain'}
      data-action={action}
      shortcut={ACTION_KEY[action]}
      aria-expanded={asked === action ? true : undefined}
      onClick={() => run(action)}
    >
      {actionWord(action, view)}
    </Button>
  );
  return (
    <div className="panel-actions">
      {asked !== null && (
        <AskedForm key={asked} asked={asked} {...{ told, guard, me, actions, move, approve }} onAsk={setAsked} onClose={close} />
      )}
      {marked && view.state === 'rolled-back' && (
        <p className="panel-marked" role="status">
          Marked rolled back. Why can stand in the log as a note.{' '}
          <Button small onClick={() => run('take-back')}>
            Undo
          </Button>
        </p>
      )}
      <div className="panel-buttons">
        {shown.primary !== null && button(shown.primary, true)}
        {shown.beside.map((action) => button(action, false))}
        <Menu
          word="More"
          label="More about this change"
          items={shown.more.map((action) => ({ key: action, word: actionWord(action, view) }))}
          onChoose={(key) => {
            const action = shown.more.find((one) => one === key);
            if (action !== undefined) run(action);
          }}
        />
      </div>
    </div>
  );
}

interface AskedFormProps extends Omit<BarProps, 'fires'> {
  readonly asked: Asked;
  readonly move: (state: 'aborted', reason: string) => Promise<string | null>;
  readonly approve: (answer: 'disapproved' | 'withdrawn', reason: string) => Promise<string | null>;
  readonly onAsk: (asked: Asked) => void;
  readonly onClose: () => void;
}

function AskedForm({ asked, told, guard, me, actions, move, approve, onAsk, onClose }: AskedFormProps) {
  switch (asked) {
    case 'refused':
      return <RefusedStart guard={guard} onOverride={() => onAsk('override')} onClose={onClose} />;
    case 'override':
      return <OverrideForm {...{ told, guard, me, actions, onClose }} />;
    case 'incident':
      return <IncidentForm {...{ told, actions, onClose }} />;
    case 'disapprove':
      return (
        <Ask
          label="Disapprove"
          word="Disapprove"
          field={{ label: 'Reason', placeholder: 'What has to change', required: true }}
          onSend={(reason) => approve('disapproved', reason)}
          onClose={onClose}
        />
      );
    case 'withdraw':
      return (
        <Ask
          label="Withdraw my approval"
          word="Withdraw"
          field={REASON}
          onSend={(reason) => approve('withdrawn', reason)}
          onClose={onClose}
        />
      );
    case 'abort':
      return (
        <Ask
          label={actionWord('abort', told.view)}
          word={actionWord('abort', told.view)}
          field={{ ...REASON, placeholder: 'Why it ends here', required: true }}
          onSend={(reason) => move('aborted', reason)}
          onClose={onClose}
        />
      );
    default:
      return assertNever(asked);
  }
}
