import { useEffect, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { stateText } from '../../../../shared/domain/handover/words';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import { countText } from '../../../../shared/lib/words';
import { signaturesOf } from '../../../../shared/records/handover-out/signatures';
import { shortHash } from '../../../../shared/records/handover-out/standing';
import { outTimes } from '../../../../shared/records/handover-out/times';
import { useMinute, useSnapshot, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { clock } from '../../../ui/time';
import { ArrivingBox, ArrivingButton } from './arriving';
import { LeavingLine } from './leaving-line';
import { PaperPreview, TextPreview } from './preview';
import { useArriving } from './use-arriving';
import { useLeaving, type LeavingChoice } from './use-leaving';
import { useShown } from './use-shown';
import { useOutNames } from '../use-out-names';
import { coverText, partsOf } from './what-leaves';
import './leaving.css';

interface Way extends Pick<LeavingChoice, 'format' | 'paper'> {
  readonly id: string;
  readonly word: string;
  readonly note: string;
  /** What the button does. */
  readonly act: string;
}

const waysOf = (place: 'desktop' | 'browser'): readonly Way[] => {
  const pdf = place === 'desktop' ? 'PDF' : 'Page to print';
  const save = place === 'desktop' ? 'Save' : 'Download';
  return [
    { id: 'A4', format: 'pdf', paper: 'A4', word: `${pdf}, A4`, note: 'to print or sign', act: `${save} ${pdf}` },
    {
      id: 'Letter',
      format: 'pdf',
      paper: 'Letter',
      word: `${pdf}, Letter`,
      note: 'the same on US paper',
      act: `${save} ${pdf}`,
    },
    {
      id: 'markdown',
      format: 'markdown',
      paper: 'A4',
      word: 'Markdown',
      note: 'front matter and hash',
      act: `${save} Markdown`,
    },
    { id: 'text', format: 'text', paper: 'A4', word: 'Clipboard', note: 'for chat, calls nobody', act: 'Copy' },
    { id: 'file', format: 'file', paper: 'A4', word: 'File', note: 'for another data folder', act: `${save} file` },
  ];
};

/** A handover as it leaves: what it will be, on whose clock, and what came of it. Works with no network. */
export function HandoverExport({ view, onClose }: { readonly view: HandoverView; readonly onClose: () => void }) {
  const { place } = useStores();
  const names = useOutNames();
  const now = useMinute();
  const demo = useSnapshot((state) => state.snapshot?.demo ?? false);
  const workspace = useSnapshot((state) => state.snapshot?.workspace.name ?? '');
  const ways = waysOf(place);
  const [way, setWay] = useState<string>('A4');
  const [zone, setZone] = useState<LeavingChoice['zone']>('receiver');
  const [isFit, setFit] = useState(true);
  const [laidOut, setLaidOut] = useState<number | null>(null);
  const page = useRef<HTMLDivElement>(null);
  const { content } = view;
  const title = `${names.team(content.from)} to ${names.team(content.to)}`;
  const leaving = useLeaving(view.id, title);
  const arriving = useArriving();
  const chosen = ways.find(({ id }) => id === way) ?? ways[0];
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    page.current?.querySelector<HTMLElement>('input:checked')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [before]);

  const { format, paper } = chosen ?? { format: 'pdf', paper: 'A4' };
  const { sheet, text } = useShown(view, names, format, { zone, now, demo, workspace, paper });
  const pages = laidOut ?? sheet?.pages ?? 1;

  const onKeyDown = (event: KeyboardEvent): void => {
    // Letters of the document below are not meant.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void leaving.leave({ format, paper, zone });
  };
  return (
    <div
      className={arriving.isOver ? 'ho-export is-over' : 'ho-export'}
      ref={page}
      role="group"
      aria-label="Export"
      data-panel
      onKeyDown={onKeyDown}
      {...arriving.drop}
    >
      <div className="ho-export-main">
        <header>
          <Button kind="quiet" onClick={onClose} shortcut="Esc">
            Back
          </Button>
          <h1>
            {title}, {stateText(view, now).toLowerCase()}
          </h1>
          <p>
            {whatText(sheet === null ? null : pages, text)} {coverText(view)}
          </p>
          {sheet !== null && (
            <div className="choice" role="radiogroup" aria-label="Size of the preview">
              {[true, false].map((fit) => (
                <label key={String(fit)}>
                  <input type="radio" name="ho-fit" checked={isFit === fit} onChange={() => setFit(fit)} />
                  <span>{fit ? 'Fit' : '100 %'}</span>
                </label>
              ))}
            </div>
          )}
        </header>
        {sheet !== null ? (
          <PaperPreview html={sheet.html} paper={paper} isFit={isFit} pages={pages} onPages={setLaidOut} />
        ) : text !== null ? (
          <TextPreview text={text} name={format === 'markdown' ? 'Markdown' : 'Text for a chat'} />
        ) : (
          <div className="ho-preview is-words">
            <p>
              The record itself, with its acts and signatures. Another data folder that takes it in has the same
              handover, and what was written on either side becomes one: nothing is lost, and two acceptances are both
              kept.
            </p>
          </div>
        )}
      </div>
      <form className="ho-export-panel" onSubmit={onSubmit} aria-label="How it leaves">
        <h2>Export</h2>
        <div className="ho-export-scroll">
          <Signed view={view} names={names} now={now} />
          <section>
            <h3>{format === 'text' ? 'A message holds' : format === 'file' ? 'The file holds' : 'It holds'}</h3>
            {format === 'text' ? (
              <p className="sub">
                How it stands and who has duty, what is unstable or to be watched with its next action and owner, the
                first if-thens, and how much more there is. It calls nobody.
              </p>
            ) : (
              <ul className="ho-parts">
                {partsOf(view).map(({ name, note, has }) => (
                  <li key={name} className={has ? '' : 'is-none'}>
                    <Icon name={has ? 'check' : 'close'} size={12} /> {name} <span>{note}</span>
                  </li>
                ))}
                {sheet !== null && sheet.left > 0 && (
                  <li className="is-left">
                    <Icon name="close" size={12} /> Left out for room{' '}
                    <span>{countText(sheet.left, 'stable or closed line')}</span>
                  </li>
                )}
              </ul>
            )}
          </section>
          <fieldset disabled={format === 'file'}>
            <legend>Times</legend>
            {(['receiver', 'giver'] as const).map((one) => (
              <label key={one}>
                <input type="radio" name="ho-zone" checked={zone === one} onChange={() => setZone(one)} />
                <span>
                  {outTimes(names.zoneOf(one === 'receiver' ? content.to : content.from), content.at).name} and UTC
                </span>
                <small>of the {one}</small>
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>Format</legend>
            {ways.map((one) => (
              <label key={one.id}>
                <input type="radio" name="ho-format" checked={way === one.id} onChange={() => setWay(one.id)} />
                <span>{one.word}</span>
                <small>{one.note}</small>
              </label>
            ))}
          </fieldset>
          <section>
            <h3>From another data folder</h3>
            <p className="sub">A file that was saved for another data folder. Dropping it here does the same.</p>
            <ArrivingButton arriving={arriving} />
            <ArrivingBox arriving={arriving} />
          </section>
        </div>
        <footer>
          {leaving.said !== null && <LeavingLine said={leaving.said} onClose={leaving.putAway} />}
          <button type="submit" className="button is-primary" aria-disabled={leaving.busy}>
            <span className="button-text">{chosen?.act}</span>
            <kbd aria-hidden="true">Enter</kbd>
          </button>
        </footer>
      </form>
    </div>
  );
}

function whatText(pages: number | null, text: string | null): string {
  if (pages !== null) return pages === 1 ? 'Fits on 1 page.' : `${pages} pages.`;
  return text === null ? '' : `${countText(text.trimEnd().split('\n').length, 'line')}.`;
}

/** Who gave and took duty, and whether the hash that they signed is that of this text. */
function Signed({
  view,
  names,
  now,
}: {
  readonly view: HandoverView;
  readonly names: ReturnType<typeof useOutNames>;
  readonly now: number;
}) {
  const lines = signaturesOf(view.signing);
  return (
    <section>
      <h3>{stateText(view, now)}</h3>
      <ul className="ho-parts">
        {lines.map(({ act, part, person, at, isVoid }) => (
          <li key={act} className={isVoid ? 'is-none' : ''}>
            <Icon name={isVoid ? 'close' : 'check'} size={12} />
            <bdi>{names.person(person)}</bdi> {part.replace(/, no reservations$/, '')}
            <span>{clock(at, 'UTC')} UTC</span>
          </li>
        ))}
        {lines.length === 0 && <li className="is-none">Not signed: the paper says so, with room to sign.</li>}
      </ul>
      <p className="sub">
        Hash of this text <span className="mono">{shortHash(view.hash)}</span>
      </p>
    </section>
  );
}
