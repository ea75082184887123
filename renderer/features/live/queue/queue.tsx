import { memo, useMemo, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { ATTENTION_RULE } from '../../../../shared/domain/attention/types';
import { InTurn } from '../../../stores/in-turn';
import { Pane } from '../../../stores/pane';
import { useCommands, usePreferences, useSecond, useSight, useSnapshot, useStores } from '../../../stores/stores';
import type { CommandStore } from '../../../stores/commands';
import type { Sight } from '../../../stores/derive/sight';
import { Avatar, Button, StateWord } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import type { SiteLabel } from '../../../ui/labels';
import { useWorker } from '../../../stores/use-worker';
import { useDomOrder } from '../../../ui/use-dom-order';
import { Footer } from '../footer/footer';
import { NextHours } from '../next/next';
import { useClocks } from '../use-clocks';
import { useKeptScroll } from '../use-kept-scroll';
import { queueSteps, type BlindItem, type QueueItem } from './view-model';
import './queue.css';

interface QueueProps {
  readonly labels: ReadonlyMap<string, SiteLabel>;
}

const itself = (sight: Sight): Sight => sight;
const NOTHING: readonly never[] = [];
const URGENT = ['labels'] as const;

/** What a person should look at now, ranked; J and K move, Enter opens, A acknowledges and takes back, I declares. */
export function Queue({ labels }: QueueProps) {
  const { commands, navigation } = useStores();
  const sight = useSight(itself);
  const snapshot = useSnapshot((state) => state.snapshot);
  const letters = usePreferences((state) => state.letters);
  const clocks = useClocks();
  const now = useSecond();
  const keptScroll = useKeptScroll('queue');
  const [current, setCurrent] = useState<string | null>(null);
  const view = useWorker(
    queueSteps,
    {
      sight,
      attention: snapshot?.attention ?? NOTHING,
      sources: snapshot?.sources ?? NOTHING,
      events: snapshot?.events ?? NOTHING,
      teams: snapshot?.teams ?? NOTHING,
      labels,
      clocks,
      now,
    },
    URGENT,
  );

  const [all, setAll] = useState(false);
  // What was acknowledged moves down, never away: whoever did it still has it before them.
  const shown = useMemo(
    () => view.items.filter((item, place) => all || place < SHOWN || item.key === current),
    [all, view.items, current],
  );
  const rest = view.items.length - shown.length;
  const { parent, items } = useDomOrder<QueueItem, HTMLOListElement>(shown, slotOf);

  const showAll = (): void => {
    flushSync(() => setAll(true));
    parent.current?.children.item(SHOWN)?.querySelector<HTMLElement>('button.queue-open')?.focus();
  };
  const focusAt = (step: number): void => {
    const buttons = [
      ...(parent.current?.parentElement?.querySelectorAll<HTMLElement>('button.queue-open, .queue-rest') ?? []),
    ];
    const at = buttons.findIndex(
      (button) => button === document.activeElement || button.closest('li')?.contains(document.activeElement),
    );
    buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (event.key === 'ArrowDown' || (letters && key === 'j')) focusAt(1);
    else if (event.key === 'ArrowUp' || (letters && key === 'k')) focusAt(-1);
    else if (letters && key === 'a') {
      const item = view.items.find((one) => one.key === current);
      if (item && canAcknowledge(item)) toggle(item, commands);
    } else if (letters && key === 'i') {
      const item = view.items.find((one) => one.key === current);
      navigation.declare(item === undefined ? undefined : { site: item.site, attention: item.key });
    } else return;
    event.preventDefault();
  };

  return (
    <aside className="queue" aria-label="Attention" data-panel onKeyDown={onKeyDown}>
      <header>
        <h2 className="queue-title">
          Attention <span className="queue-count">{view.count}</span>
        </h2>
        {view.count > 0 && (
          <button type="button" className="queue-rule" data-hint={ATTENTION_RULE} aria-description={ATTENTION_RULE}>
            by impact
          </button>
        )}
      </header>
      <div className="queue-list" ref={keptScroll}>
        {view.blind && <Blind item={view.blind} />}
        {view.empty && (
          <div className="queue-empty">
            <b>{view.empty.title}</b>
            <p>{view.empty.text}</p>
          </div>
        )}
        <ol ref={parent}>
          {items.map((item) => (
            <li key={item.slot} data-key={item.slot} onFocus={() => setCurrent(item.key)}>
              <InTurn value={item}>{drawItem}</InTurn>
            </li>
          ))}
        </ol>
        {rest > 0 && (
          <button type="button" className="queue-rest" onClick={showAll}>
            Show all {view.items.length}
          </button>
        )}
      </div>
      <Pane>
        <NextHours />
      </Pane>
      <Footer />
    </aside>
  );
}

/** Ranked lists are read from the top; who wants more asks for it. */
const SHOWN = 25;

const slotOf = (item: QueueItem): string => item.slot;
const drawItem = (item: QueueItem) => <Item item={item} />;

/** An item that the window itself made has no key the engine would know. */
const canAcknowledge = (item: QueueItem): boolean => !item.key.startsWith('window|');

const toggle = (item: QueueItem, commands: CommandStore): void =>
  void (item.acknowledged === null ? commands.acknowledge(item.key) : commands.unacknowledge(item.key));

const Item = memo(function Item({ item }: { readonly item: QueueItem }) {
  const { navigation, commands } = useStores();
  const onOpen = (): void => navigation.openSite(item.site);
  const pending = useCommands((state) => state.pending.has(item.key));
  const failure = useCommands((state) => state.failures.get(item.key) ?? null);
  const acknowledged = item.acknowledged !== null;
  const look = `queue-item is-${item.status}${item.big ? ' is-big' : ''}${item.compact ? ' is-compact' : ''}${acknowledged ? ' is-acknowledged' : ''}`;
  const action = canAcknowledge(item) && (
    <Button
      small
      kind={item.big ? 'primary' : 'plain'}
      shortcut="A"
      disabled={pending}
      onClick={() => toggle(item, commands)}
    >
      {acknowledged ? 'Undo' : 'Acknowledge'}
    </Button>
  );
  return (
    <article className={look}>
      <div className="queue-glyph">
        <Glyph status={item.status} size={item.big ? 20 : item.compact ? 12 : 15} />
      </div>
      <div className="queue-body">
        <div className="queue-top">
          <StateWord status={item.status} />
          <Place text={item.place} />
          <em data-hint={`Ranked here as ${item.rank}.\n${ATTENTION_RULE}`}>{item.age}</em>
        </div>
        <button type="button" className="queue-open" data-site={item.site} data-hint={wholeOf(item)} onClick={onOpen}>
          {item.title}
          <span className="visually-hidden">, ranked as {item.rank}</span>
        </button>
        {item.detail !== '' && <p className="queue-detail">{item.detail}</p>}
        <div className="queue-meta">
          <span
            className={item.owner.name === null ? 'queue-owner is-nobody' : 'queue-owner'}
            data-hint={item.owner.text.length > 12 ? item.owner.text : undefined}
          >
            <Avatar name={item.owner.name} on={item.owner.on} />
            <span className="queue-name">{item.owner.text}</span>
            {item.owner.others > 0 && <span className="queue-others">+{item.owner.others}</span>}
          </span>
          <span className="queue-time">{item.time}</span>
          {!item.big && <span className="queue-quick">{action}</span>}
        </div>
        {acknowledged && <p className="queue-note">Acknowledged {item.acknowledged}</p>}
        {failure !== null && (
          <p className="queue-note is-failure" role="alert">
            Not done: {failure}
          </p>
        )}
        {item.big && (
          <div className="queue-actions">
            {action}
            <Button small shortcut="Enter" onClick={onOpen}>
              Open site
            </Button>
          </div>
        )}
      </div>
    </article>
  );
});

/** What the item may have to cut, for a hint; nothing where all of it surely fits. */
function wholeOf({ title, detail, big }: QueueItem): string | undefined {
  return title.length > 80 || detail.length > (big ? 200 : 100) ? `${title}\n${detail}`.trim() : undefined;
}

function Place({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=, )/);
  return (
    <span
      className={text.length > 18 ? 'queue-place is-long' : 'queue-place'}
      data-hint={text.length > 28 ? text : undefined}
    >
      {parts.map((part) => (
        <span key={part} className={part.length <= 16 ? 'is-short' : undefined}>
          {part}
        </span>
      ))}
    </span>
  );
}

function Blind({ item }: { readonly item: BlindItem }) {
  const { commands, navigation } = useStores();
  return (
    <article className="queue-item is-unknown is-big">
      <div className="queue-glyph">
        <Glyph status="unknown" size={20} />
      </div>
      <div className="queue-body">
        <div className="queue-top">
          <StateWord status="unknown" />
          <Place text={item.place} />
          <em>{item.age}</em>
        </div>
        <h3 className="queue-open">{item.title}</h3>
        <p className="queue-detail">{item.detail}</p>
        <div className="queue-meta">
          <span className="queue-time">{item.time}</span>
        </div>
        {item.retry && (
          <div className="queue-actions">
            <Button small onClick={() => void commands.retry().then(navigation.say)}>
              Try again now
            </Button>
          </div>
        )}
      </div>
    </article>
  );
}
