import { memo, useState, type ReactNode } from 'react';
import { SECTION_WORD } from '../../../../shared/domain/handover/words';
import type { Section } from '../../../../shared/domain/handover/types';
import { Button } from '../../../ui/controls';
import { useDomOrder } from '../../../ui/use-dom-order';
import { IfThenForm } from '../edit/if-then-form';
import { useGround } from '../ground';
import { Adding, type Added } from './adding';
import { Away } from './away';
import { IfThenLine } from './if-then-line';
import { ItemLine, type Layout } from './item-line';
import { MarkSign } from './mark';
import { isChanged, type SectionView } from './view-model';

const LAYOUT: Readonly<Partial<Record<Section, Layout>>> = { incidents: 'row', changes: 'time' };
const ADDED: Readonly<Partial<Record<Section, Added>>> = { watch: 'site', actions: 'action', notes: 'note' };
const ADD_WORD: Readonly<Partial<Record<Section, string>>> = {
  watch: 'Add what to watch',
  actions: 'Add an action',
  notes: 'Add a note',
  'if-then': 'Add an if-then',
};
const EMPTY: Readonly<Record<Section, string>> = {
  situation: '',
  incidents: 'No open incident.',
  changes: 'No change in flight or planned.',
  aws: 'AWS tells of nothing.',
  watch: 'Nothing to watch.',
  'if-then': 'No if-then.',
  actions: 'No open action.',
  notes: 'No note.',
};

interface SectionProps {
  readonly view: SectionView;
  /** Said beside its title. */
  readonly note: string;
  readonly onlyChanged: boolean;
  /** What stands in it beside its lines. */
  readonly children?: ReactNode;
}

/** One of the eight parts of the document. */
export const SectionPart = memo(function SectionPart({ view, note, onlyChanged, children }: SectionProps) {
  const { editable } = useGround();
  const [adding, setAdding] = useState(false);
  const { section, number } = view;
  const lines = onlyChanged ? view.lines.filter(isChanged) : view.lines;
  const ifThens = onlyChanged ? view.ifThens.filter(({ mark }) => mark !== 'same') : view.ifThens;
  const { parent, items } = useDomOrder<(typeof lines)[number], HTMLUListElement>(lines, ({ item }) => item.id);
  const hidden = view.lines.length + view.ifThens.length - lines.length - ifThens.length;
  const isEmpty = view.lines.length + view.ifThens.length + view.gone.length === 0 && section !== 'situation';
  const add = ADD_WORD[section];
  const kind = ADDED[section];
  return (
    <section
      className={`ho-section is-${section}`}
      id={`handover-${section}`}
      aria-labelledby={`handover-h-${section}`}
    >
      <h2 id={`handover-h-${section}`} tabIndex={-1}>
        <i>{number}</i> {SECTION_WORD[section]} {note !== '' && <span>{note}</span>}
      </h2>
      {editable && add !== undefined && !adding && (
        <Button small kind="quiet" data-add={section} aria-label={add} onClick={() => setAdding(true)}>
          Add
        </Button>
      )}
      {children}
      {lines.length > 0 && (
        <ul ref={parent}>
          {items.map((line) => (
            <ItemLine key={line.item.id} line={line} layout={LAYOUT[section] ?? 'slim'} />
          ))}
        </ul>
      )}
      {ifThens.length > 0 && (
        <ul>
          {ifThens.map((line) => (
            <IfThenLine key={line.ifThen.id} line={line} />
          ))}
        </ul>
      )}
      {view.gone.length > 0 && (
        <ul>
          {view.gone.map((item) => (
            <li key={item.key} className="ho-line is-closed is-gone">
              <div className="ho-line-top">
                <MarkSign mark="closed" />
                <div className="ho-line-text">
                  {item.name !== '' && <span className="ho-name">{item.name}</span>}
                  <span dir="auto">{item.line}</span>
                  {item.facts !== '' && <span className="ho-facts">{item.facts}</span>}
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p className="ho-hidden">{hidden} the same as before</p>}
      {isEmpty && children === undefined && <p className="ho-hidden">{EMPTY[section]}</p>}
      {adding &&
        (kind === undefined ? (
          <IfThenForm ifThen={null} item={null} itemSites={[]} onClose={() => setAdding(false)} />
        ) : (
          <Adding kind={kind} onClose={() => setAdding(false)} />
        ))}
      {view.away.length > 0 && <Away items={view.away} />}
    </section>
  );
});
