import { memo } from 'react';
import type { SourceView } from '../../../../shared/domain/snapshot/types';
import { InTurn } from '../../../stores/in-turn';
import { useSecond, useSight, useSnapshot, useStores } from '../../../stores/stores';
import { Glyph } from '../../../ui/glyph';
import { spoken } from '../../../ui/hint-text';
import { Sparkline } from '../../../ui/sparkline';
import { useDomOrder } from '../../../ui/use-dom-order';
import { useWorker } from '../../../stores/use-worker';
import { useClocks } from '../use-clocks';
import { cardsSteps, type CardView, type SignalRow } from './view-model';
import './cards.css';

const NO_SOURCES: readonly SourceView[] = [];
const NOTHING_URGENT = [] as const;

/** One card per country: production in four numbers. More countries than fit scroll sideways. */
export function Cards() {
  const sites = useSight((sight) => sight.sites);
  const now = useSecond();
  const clocks = useClocks();
  const sources = useSnapshot((state) => state.snapshot?.sources ?? NO_SOURCES);
  const cards = useWorker(cardsSteps, { sites, sources, clocks, now }, NOTHING_URGENT);
  const { parent, items } = useDomOrder<CardView, HTMLElement>(cards, countryOf);
  if (cards.length === 0) return null;
  return (
    <section className="cards no-scrollbar" aria-label="Countries" tabIndex={-1} data-panel ref={parent}>
      {items.map((card) => (
        <InTurn key={card.country} value={card}>
          {drawCard}
        </InTurn>
      ))}
    </section>
  );
}

const countryOf = (card: CardView): string => card.country;
const drawCard = (card: CardView) => <Card card={card} />;

const Card = memo(function Card({ card }: { readonly card: CardView }) {
  const { navigation, pinning, preferences } = useStores();
  const tone = card.status ?? 'unknown';
  return (
    <article className={`card is-${tone}`} data-key={card.country} aria-label={`${card.name}: ${card.word}`}>
      <header data-hint={card.hint}>
        <Glyph status={tone} size={14} />
        <b>{card.name}</b>
        <span className="card-word">{card.word}</span>
        {card.unknown > 0 && (
          <span className="card-unknown" aria-hidden="true">
            <Glyph status="unknown" size={11} />
            {card.unknown}
          </span>
        )}
        {card.more > 0 && <span className="card-more">+{card.more}</span>}
        <span className="card-time">{card.time}</span>
      </header>
      {card.rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          onOpen={() => navigation.openSite(card.site, row.id)}
          onPin={() => {
            if (preferences.getState().letters) void pinning.pin({ site: card.site, signal: row.id });
          }}
        />
      ))}
      {card.rows.length === 0 && <p className="card-empty">No signals, only alarms.</p>}
    </article>
  );
});

const Row = memo(
  function Row({
    row,
    onOpen,
    onPin,
  }: {
    readonly row: SignalRow;
    readonly onOpen: () => void;
    readonly onPin: () => void;
  }) {
    return (
      <button
        type="button"
        className={`signal-row is-${row.state}`}
        data-hint={row.hint}
        aria-description={spoken(row.hint)}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key.toLowerCase() !== 'e' || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          onPin();
        }}
      >
        <span className="signal-label">{row.label}</span>
        <Sparkline {...row.spark} blindFrom={row.blindFrom} />
        <span className="signal-value">
          {row.value === null ? <i>none</i> : row.value.text}
          {row.value !== null && row.value.unit !== '' && <small>{row.value.unit}</small>}
        </span>
        <span className="signal-limit">
          {(row.state === 'critical' || row.state === 'warning') && <Glyph status={row.state} size={9} />}
          {row.limit}
        </span>
      </button>
    );
  },
  // The spark and the hint say everything else; a new closure alone is no reason to draw.
  (before, after) =>
    before.row.hint === after.row.hint &&
    before.row.state === after.row.state &&
    before.row.spark.points === after.row.spark.points &&
    before.row.spark.to === after.row.spark.to &&
    before.row.limit === after.row.limit,
);
