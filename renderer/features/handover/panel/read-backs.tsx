import { useMemo, useRef, useState } from 'react';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { ConditionMark } from '../../../ui/condition-mark';
import { mayAnswer, mayReadBack, nameOf, othersToReadBack, readBackRows, type ReadBackRow } from './read-back-model';
import { everybody, type PanelCommands, type Told } from './told';
import { WordsForm } from './words-form';

interface Props {
  readonly told: Told;
  readonly commands: PanelCommands;
  readonly onItem: (item: string) => void;
}

/** H4: each unstable item in the receiver's own words, confirmed or corrected by the giver. */
export function ReadBacks({ told, commands, onItem }: Props) {
  const { view, me, short } = told;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const rows = useMemo(() => readBackRows(told, chosen), [told, chosen]);
  const writes = mayReadBack(told);
  const waits = (row: ReadBackRow): boolean => row.step === 'open' || row.step === 'old';
  // The one that was chosen, else the first that is left.
  const isRead = view.state === 'ready' || view.state === 'in-review';
  const chosenRow = rows.find((row) => row.item.id === opened && !row.settled);
  const current = (chosenRow ?? (isRead ? rows.find(waits) : undefined))?.item.id ?? null;
  const toAnswer = rows.find(({ step, readBack }) => step === 'said' && readBack !== null && mayAnswer(told, readBack));
  const others = writes ? othersToReadBack(view, rows) : [];
  const receivers = everybody(view.content.receivers, short, 'The receiver');
  const toNext = (): void => {
    setOpened(null);
    // The next field is there once what was sent is drawn.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('textarea, [data-act="confirm"]')?.focus());
  };
  return (
    <section className="panel-reads" aria-label="Read-back">
      <header className="panel-head">
        <h2>Read-back</h2>
        <span className="sub">{receivers}, in their own words</span>
      </header>
      {rows.length === 0 && <p className="panel-none">No item is unstable: none has to be read back.</p>}
      <ol className="read-list" ref={list}>
        {rows.map((row) => (
          <Row
            key={row.item.id}
            {...{ row, told, commands, onItem }}
            isCurrent={row.item.id === current}
            isFirst={row === toAnswer}
            writes={
              writes && (waits(row) || (row.step === 'said' && row.readBack?.person === me && opened === row.item.id))
            }
            onOpen={setOpened}
            onSent={toNext}
          />
        ))}
      </ol>
      {others.length > 0 && (
        <label className="read-another">
          <span className="visually-hidden">Read back another item</span>
          <select
            className="field"
            value=""
            onChange={({ target: { value } }) => {
              if (value === '') return;
              setChosen(new Set([...chosen, value]));
              setOpened(value);
              requestAnimationFrame(() =>
                list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(value)}"] textarea`)?.focus(),
              );
            }}
          >
            <option value="">Read back another</option>
            {others.map((item) => (
              <option key={item.id} value={item.id}>
                {nameOf(item)}
                {item.name === '' ? '' : ` ${item.line}`}, {item.condition}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

interface RowProps extends Props {
  readonly row: ReadBackRow;
  readonly isCurrent: boolean;
  /** The first that waits for an answer: the one that the key is for. */
  readonly isFirst: boolean;
  /** Words may be typed here now. */
  readonly writes: boolean;
  readonly onOpen: (item: string | null) => void;
  readonly onSent: () => void;
}

function Row(props: RowProps) {
  const { row, isCurrent, onItem } = props;
  const { item, number, step, settled } = row;
  const [unfolded, setUnfolded] = useState(false);
  const name = nameOf(item);
  // What was corrected is to be read: only what was confirmed shrinks to one line.
  const shrinks = step === 'confirmed';
  return (
    <li
      className={`read-row is-${step}${isCurrent ? ' is-current' : ''}${settled ? ' is-settled' : ''}`}
      data-item={item.id}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <i className="read-ring" aria-hidden="true">
        {settled ? <Icon name="check" size={12} stroke={4.4} /> : number}
      </i>
      <div className="read-body">
        {shrinks ? (
          <button type="button" className="read-line" aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            <span>
              <b dir="auto">{name}</b> <em>{row.line}</em>
            </span>
            <ConditionMark condition={item.condition} bare />
          </button>
        ) : (
          <div className="read-top">
            <button
              type="button"
              className="read-name"
              data-hint={item.name === '' ? undefined : item.line}
              onClick={() => onItem(item.id)}
            >
              <span className="visually-hidden">{`${number}. `}</span>
              <b dir="auto">{name}</b>
            </button>
            <ConditionMark condition={item.condition} />
          </div>
        )}
        {(!shrinks || unfolded) && <RowInside {...props} />}
      </div>
    </li>
  );
}

function RowInside({ row, told, commands, isCurrent, isFirst, writes, onOpen, onSent }: RowProps) {
  const { view, me, short } = told;
  const { item, step, readBack } = row;
  const [correcting, setCorrecting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const name = nameOf(item);
  const answers = step === 'said' && readBack !== null && mayAnswer(told, readBack);
  const confirm = async (): Promise<void> => {
    if (readBack === null) return;
    const refused = await commands.act(view.id, { act: 'confirm', of: readBack.act });
    setProblem(refused);
    if (refused === null) onSent();
  };
  return (
    <>
      {readBack !== null && (
        <p className={step === 'old' ? 'read-text is-old' : 'read-text'} dir="auto">
          {readBack.text}
        </p>
      )}
      {step === 'corrected' && readBack?.answer && (
        <p className="read-correction" dir="auto">
          <b>{short(readBack.answer.person)}:</b> {readBack.answer.text}
        </p>
      )}
      {writes && isCurrent ? (
        <WordsForm
          draft={`handover.${view.id}.read-back.${item.id}`}
          label={`Read back ${name}`}
          showsLabel={false}
          placeholder="In your own words: what is it, what do you do?"
          word={step === 'open' ? 'Read back' : 'Read back again'}
          onBegin={() => {
            // Those who wait for it see that it is being read.
            if (view.state === 'ready') void commands.act(view.id, { act: 'review', content: view.hash });
          }}
          onSend={async (text) => {
            const refused = await commands.act(view.id, { act: 'read-back', item: item.id, text });
            if (refused === null) onSent();
            return refused;
          }}
        />
      ) : null}
      {row.line !== '' && step !== 'confirmed' && !(step === 'open' && writes && isCurrent) && (
        <p className={step === 'old' ? 'read-meta is-late' : 'read-meta'}>
          {row.line}
          {writes && !isCurrent && (
            <Button small kind="quiet" onClick={() => onOpen(item.id)}>
              Read back<span className="visually-hidden"> {name}</span>
            </Button>
          )}
          {step === 'said' && readBack?.person === me && !writes && (
            <Button small kind="quiet" onClick={() => onOpen(item.id)}>
              Say it otherwise<span className="visually-hidden">: {name}</span>
            </Button>
          )}
        </p>
      )}
      {answers && !correcting && (
        <div className="form-actions">
          <Button
            small
            kind={isFirst ? 'primary' : 'plain'}
            data-act="confirm"
            shortcut={isFirst ? 'C' : undefined}
            onClick={() => void confirm()}
          >
            Confirm<span className="visually-hidden"> {name}</span>
          </Button>
          <Button small onClick={() => setCorrecting(true)}>
            Correct<span className="visually-hidden"> {name}</span>
          </Button>
        </div>
      )}
      {answers && correcting && (
        <WordsForm
          draft={`handover.${view.id}.correct.${readBack.act}`}
          label="What is right"
          placeholder="What is right, in a sentence"
          word="Correct it"
          focus
          onSend={(text) => commands.act(view.id, { act: 'correct', of: readBack.act, text })}
          onClose={() => setCorrecting(false)}
        />
      )}
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
