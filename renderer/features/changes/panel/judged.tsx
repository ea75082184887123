import { useState } from 'react';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import { JUDGED_GLYPH, JUDGED_WORD, judgedSentence, judgedView, spanText, type JudgedView } from './judged-model';
import { SignalLines } from './signal-lines';
import type { SignalLine } from './signal-model';
import { MiniChart } from './mini-chart';
import type { Judged, PanelActions, Told } from './panel-types';

interface JudgedProps {
  readonly told: Told;
  /** Null while nothing was compared. */
  readonly judged: Judged | null;
  /** The watched signals as they are now. */
  readonly watched: readonly SignalLine[];
  /** Why it could not be compared; null when it could. */
  readonly problem: string | null;
  readonly actions: PanelActions;
  /** As rows instead of tiles. */
  readonly folded: boolean;
}

/** What the change did to each watched signal, as far as that can be told. Facts alone; the person concludes. */
export function BeforeAfter({ told, judged, watched, problem, actions, folded }: JudgedProps) {
  const { view, names, now } = told;
  const startedAt = view.times.startedAt;
  const several = new Set(view.watched.map(({ site }) => site)).size > 1;
  const views = (judged?.signals ?? []).map((signal) =>
    judgedView(signal, several ? `, ${names.site(signal.site)}` : '', startedAt),
  );
  const sentence = judged === null || views.length === 0 ? null : judgedSentence(judged.signals);
  return (
    <section className={`panel-judged${folded ? ' is-folded' : ''}`} aria-label="Before and after">
      {!folded && (
        <h3>
          Before and after{' '}
          <span className="sub">{judged === null ? '' : spanText(judged.signals, startedAt, now)}</span>
        </h3>
      )}
      {problem !== null && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
      {views.length === 0 && problem === null && <p className="plan-none">{noneText(told, judged !== null)}</p>}
      {views.length === 0 && <SignalLines lines={watched} />}
      <ul className="judged-tiles">
        {views.map((one) => (
          <Tile key={one.key} view={one} />
        ))}
      </ul>
      {sentence !== null && (
        <p className="judged-sentence" role="status">
          <b>{sentence.strong}</b> {sentence.rest}
        </p>
      )}
      {views.length > 0 && <p className="judged-key">Grey band: 95 % of before. Dashes: the limit.</p>}
      <Kept told={told} judged={judged} actions={actions} />
    </section>
  );
}

function noneText({ view }: Told, asked: boolean): string {
  if (view.watched.length === 0) return 'No signal is watched, so nothing is compared.';
  if (view.times.startedAt === null) {
    const count = view.watched.length;
    return `${count} ${count === 1 ? 'signal is' : 'signals are'} watched. Before and after are compared once it runs.`;
  }
  return asked ? 'None of the watched signals is in the workspace file any more.' : 'Being compared.';
}

function Tile({ view }: { readonly view: JudgedView }) {
  return (
    <li>
      <div
        className="judged-tile"
        role="group"
        tabIndex={0}
        data-hint={view.hint}
        aria-label={`${view.spoken}. ${spoken(view.hint)}`}
      >
        <p className="judged-head">
          <b>{view.name}</b>
          <span className={`judged-word is-${view.glyph}`}>
            <Glyph status={view.glyph} size={11} word={view.word} />
            {view.word}
          </span>
        </p>
        <MiniChart chart={view.chart} worse={view.verdict === 'worse'} />
        <p className="judged-numbers">
          <span>{view.before}</span> to <b>{view.after}</b>
          {view.unit !== '' && ` ${view.unit}`} <i>{view.effect}</i>
          <em>{view.p}</em>
        </p>
        <p className="judged-sure">
          {view.interval === '' ? 'no interval yet' : `95 % ${view.interval}`}, {view.n}
        </p>
      </div>
    </li>
  );
}

/** Judgements as they stood when a person kept them. */
function Kept({ told, judged, actions }: Pick<JudgedProps, 'told' | 'judged' | 'actions'>) {
  const { view, clocks, zone } = told;
  const [busy, setBusy] = useState(false);
  const kept = judged?.kept ?? view.judgements;
  const keep = async (): Promise<void> => {
    setBusy(true);
    const refused = await actions.judge(true);
    setBusy(false);
    actions.say(refused ?? 'The judgement is kept with the change.');
  };
  if (judged === null && kept.length === 0) return null;
  const times = [...new Set(kept.map(({ at }) => at))].sort((a, b) => b - a);
  return (
    <div className="judged-kept">
      {judged !== null && judged.signals.length > 0 && (
        <Button small disabled={busy} onClick={() => void keep()}>
          Keep this judgement
        </Button>
      )}
      {times.length > 0 && (
        <ul aria-label="Kept judgements">
          {times.map((at) => (
            <li key={at}>
              <b>{clocks.both(at, zone)}</b>
              {kept
                .filter((one) => one.at === at)
                .map((one) => (
                  <span key={one.id} className="judged-once">
                    <Glyph status={JUDGED_GLYPH[one.verdict]} size={10} word={JUDGED_WORD[one.verdict]} />
                    {one.name} {JUDGED_WORD[one.verdict].toLowerCase()}
                  </span>
                ))}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
