import { useState } from 'react';
import { bakedAt } from '../../../../shared/domain/change/rules';
import { fullNumber } from '../../../../shared/domain/change/number';
import type { ChangeState } from '../../../../shared/domain/change/types';
import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { assertNever } from '../../../../shared/lib/assert-never';
import { Button } from '../../../ui/controls';
import { copyText } from '../../../ui/copy';
import { Ask, IncidentForm, OverrideForm } from './act-forms';
import { ACTION_KEY, actionsOf, actionWord, type Action, type ActionsView } from './actions-model';
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
  /** What is asked about now, here where the words are typed. */
  readonly asked: Asked | null;
  readonly onAsk: (asked: Asked | null) => void;
  readonly runner: Runner;
}

export type Asked = 'disapprove' | 'withdraw' | 'abort' | 'override' | 'incident' | 'refused';

const REASON = { label: 'Reason, for the log', placeholder: 'In a few words (may stay empty)', required: false };

export type Run = (action: Action) => void;

interface Runner {
  readonly shown: ActionsView;
  readonly run: Run;
  /** Stands until it is taken back: one press did it. */
  readonly marked: boolean;
  readonly move: AskedFormProps['move'];
  readonly approve: AskedFormProps['approve'];
}

/** What can be done now, and what does it. What needs a reason is asked about; the rest is done at once and can be taken back. */
export function useRunner({ told, guard, me, fires, actions, onAsk }: Omit<BarProps, 'asked' | 'runner'>): Runner {
  const { view, now } = told;
  const [marked, setMarked] = useState(false);
  const shown = actionsOf({ change: view, guard, me, fires, bakedAt: bakedAt(view), now });
  const report = async (work: Promise<string | null>): Promise<boolean> => {
    const refused = await work;
    if (refused !== null) actions.say(refused);
    return refused === null;
  };
  const copy = async (text: string, said: string): Promise<void> =>
    actions.say((await copyText(text)) ? said : `Copy was refused. It is: ${text}`);
  const move = (state: ChangeState, reason = ''): Promise<string | null> =>
    actions.act({ act: 'move', state, ...(reason === '' ? {} : { reason }) });
  const approve = (answer: 'approved' | 'disapproved' | 'withdrawn', reason = ''): Promise<string | null> =>
    actions.act({ act: 'approve', answer, plan: view.planHash, ...(reason === '' ? {} : { reason }) });
  const copyCommand = (): void => {
    const { command } = view.rollback;
    if (command === '') actions.say('The plan has no rollback command to copy. Its steps stand under Rollback.');
    else void copy(command, 'Rollback command copied. Meridian runs nothing: paste it where it runs.');
  };
  const start = (): void => {
    if (holding(guard).length > 0) onAsk('refused');
    else void report(move('running'));
  };
  const run: Run = (action) => {
    switch (action) {
      case 'propose':
      case 'schedule':
      case 'bake':
      case 'done':
      case 'unschedule':
      case 'to-draft':
        void report(move(STATE_OF[action]));
        break;
      case 'approve':
        void report(approve('approved'));
        break;
      case 'start':
        start();
        break;
      case 'rolled-back':
        void report(move('rolled-back')).then(setMarked);
        break;
      case 'take-back':
        void report(move(view.state === 'done' ? 'baking' : 'running')).then(() => setMarked(false));
        break;
      case 'copy-rollback':
        copyCommand();
        break;
      case 'copy-number':
        void copy(`${fullNumber(view.number)} ${view.title}`, `Copied: ${fullNumber(view.number)}`);
        break;
      case 'edit':
      case 'duplicate':
        actions.form(action);
        break;
      case 'disapprove':
      case 'withdraw':
      case 'abort':
      case 'override':
      case 'incident':
        onAsk(action);
        break;
      default:
        assertNever(action);
    }
  };
  return { shown, run, marked: marked && view.state === 'rolled-back', move, approve };
}

const STATE_OF = {
  propose: 'proposed',
  schedule: 'scheduled',
  bake: 'baking',
  done: 'done',
  unschedule: 'scheduled',
  'to-draft': 'draft',
} as const satisfies Partial<Record<Action, ChangeState>>;

/** The actions of this moment, and below nothing: what is asked stands above them. */
export function ActionBar({ told, guard, me, actions, asked, onAsk, runner }: Omit<BarProps, 'fires'>) {
  const { shown, run, marked, move, approve } = runner;
  const button = (action: Action, primary: boolean) => (
    <Button
      key={action}
      kind={primary ? 'primary' : 'plain'}
      data-action={action}
      shortcut={ACTION_KEY[action]}
      aria-expanded={asked === action ? true : undefined}
      onClick={() => run(action)}
    >
      {actionWord(action, told.view)}
    </Button>
  );
  if (asked === null && !marked && shown.primary === null && shown.beside.length === 0) return null;
  return (
    <div className="panel-actions">
      {asked !== null && (
        <AskedForm
          key={asked}
          {...{ asked, told, guard, me, actions, move, approve, onAsk }}
          onClose={() => onAsk(null)}
        />
      )}
      {marked && (
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
      </div>
    </div>
  );
}

/** What is done seldom, behind one button. */
export function MoreActions({ told, runner: { shown, run } }: Pick<BarProps, 'told' | 'runner'>) {
  return (
    <Menu
      label="More for this change"
      items={shown.more.map((action) => ({ key: action, word: actionWord(action, told.view) }))}
      onChoose={(key) => {
        const action = shown.more.find((one) => one === key);
        if (action !== undefined) run(action);
      }}
    />
  );
}

interface AskedFormProps extends Omit<BarProps, 'fires' | 'asked' | 'onAsk' | 'runner'> {
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
