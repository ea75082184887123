import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { useNavigation, usePreferences, useSecond, useSight, useSnapshot, useStores } from '../../../stores/stores';
import type { SiteNow } from '../../../stores/derive/sight';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import type { SiteLabel } from '../../../ui/labels';
import { useSteady } from '../../../ui/use-steady';
import { ownerOf } from '../queue/view-model';
import { useClocks } from '../use-clocks';
import { useKeptScroll } from '../use-kept-scroll';
import { Charts } from './charts';
import { Reasons } from './reasons';
import { muteSourceOf } from './side-model';
import { SidePanel } from './side-panel';
import { headerOf } from './view-model';
import './drawer.css';

interface DrawerProps {
  readonly site: string;
  readonly labels: ReadonlyMap<string, SiteLabel>;
}

/** One site, whole: what it is, why, how we know, and what a person can do here. */
export function Drawer({ site, labels }: DrawerProps) {
  const one = useSight((sight) => sight.sites.find((candidate) => candidate.site.id === site) ?? null);
  return one ? <Opened one={one} labels={labels} /> : null;
}

function Opened({ one, labels }: { readonly one: SiteNow; readonly labels: ReadonlyMap<string, SiteLabel> }) {
  const { navigation, histories } = useStores();
  const snapshot = useSnapshot((state) => state.snapshot);
  const clocks = useClocks();
  const now = useSecond();
  const hours = useNavigation((state) => state.span);
  const section = useRef<HTMLElement>(null);
  const keptScroll = useKeptScroll('reasons');
  const { site } = one;
  const item = snapshot?.attention.find((candidate) => candidate.site === site.id) ?? null;
  // Of this site alone: what happens elsewhere draws nothing here.
  const told = useMemo(
    () =>
      new Set([...site.sources, muteSourceOf(site), ...[...site.reasons, ...site.signals].map(({ source }) => source)]),
    [site],
  );
  const read = useSteady(snapshot?.sources.filter((source) => told.has(source.id)) ?? []);
  const sources = useMemo(() => new Map(read.map((source) => [source.id, source])), [read]);
  const events = useSteady(
    snapshot?.events.filter((event) => event.sites.includes(site.id) || site.events.includes(event.arn)) ?? [],
  );
  const { text, others } = ownerOf(site, snapshot?.teams ?? [], now);
  const owner = others > 0 ? `${text} +${others}` : text;
  const header = headerOf(one, labels.get(site.id), owner, item, clocks, now);
  const actions = useActions(one, item, () => navigation.showSpan(hours === 1 ? 24 : 1));

  // Focus moves in with the drawer, and back to the site's marker, row or item when it closes.
  useEffect(() => {
    section.current?.focus({ preventScroll: true });
    return () => {
      histories.forget();
      document.querySelector<HTMLElement>(`[data-site="${CSS.escape(site.id)}"]`)?.focus({ preventScroll: true });
    };
  }, [histories, site.id]);

  return (
    <section
      className={`drawer is-${header.status}`}
      aria-label={header.title}
      ref={section}
      tabIndex={-1}
      data-panel
      onKeyDown={actions.onKeyDown}
    >
      <header>
        <Glyph status={header.status} size={34} />
        <div className="drawer-title">
          <h1>{header.title}</h1>
          <p>
            <b className={`drawer-word is-${header.status}`}>{header.word}</b> {header.since}
          </p>
        </div>
        <dl className="drawer-facts">
          {header.facts.map((fact) => (
            <div
              key={fact.name}
              data-hint={fact.value.length > 30 ? `${fact.value}\n${fact.hint}` : fact.hint}
              tabIndex={0}
            >
              <dt>{fact.name}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
        <button
          type="button"
          className="drawer-close"
          aria-label="Close, back to the map"
          onClick={() => navigation.back()}
        >
          <Icon name="close" size={16} />
        </button>
      </header>
      <div className="drawer-actions">
        {actions.buttons}
        <div className="drawer-tabs" role="tablist" aria-label="Span of the charts">
          <Tab on={hours === 1} word="Last hour" onClick={() => navigation.showSpan(1)} />
          <Tab on={hours === 24} word="24 hours" onClick={() => navigation.showSpan(24)} />
        </div>
      </div>
      <div className="drawer-body">
        <div className="drawer-left" ref={keptScroll}>
          <Reasons one={one} lost={header.lost} sources={sources} events={events} />
          <Charts one={one} hours={hours} events={events} />
        </div>
        <SidePanel one={one} sources={sources} events={events} />
      </div>
    </section>
  );
}

function Tab({ on, word, onClick }: { readonly on: boolean; readonly word: string; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={on}
      className={on ? 'drawer-tab is-on' : 'drawer-tab'}
      onClick={onClick}
    >
      {word}
    </button>
  );
}

/** What can be done here, as buttons and as the letters that stand on them. */
function useActions(
  one: SiteNow,
  item: { readonly key: string; readonly acknowledgedAt: number | null } | null,
  toggleSpan: () => void,
) {
  const { commands, navigation, pinning } = useStores();
  const letters = usePreferences((state) => state.letters);
  const { site } = one;
  const contact = site.contact;
  const acknowledge = (): void => {
    if (item) void (item.acknowledgedAt === null ? commands.acknowledge(item.key) : commands.unacknowledge(item.key));
  };
  const copyContact = async (): Promise<void> => {
    if (contact === null) return;
    const copied = await copyText(contact);
    navigation.say(copied ? `Copied: ${contact}` : `Copy was refused. Contact: ${contact}`);
  };
  const retry = async (): Promise<void> => {
    const answers = await Promise.all(site.sources.map((source) => commands.retry(source)));
    const failed = answers.find((answer) => answer.startsWith('Not asked'));
    navigation.say(failed ?? `Asking ${answers.length} sources of this site now.`);
  };
  const declare = (): void => navigation.declare({ site: site.id, attention: item?.key ?? null });
  const runs: Readonly<Record<string, () => void>> = {
    a: acknowledge,
    p: () => void copyContact(),
    r: () => void retry(),
    d: toggleSpan,
    i: declare,
    // What has the focus: a chart, else the site.
    e: () => {
      const chart = document.activeElement?.closest('.chart')?.querySelector<HTMLElement>('[data-pin-signal]');
      void pinning.pin({ site: site.id, signal: chart?.dataset.pinSignal ?? null });
    },
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!letters || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const run = runs[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  };
  const buttons = (
    <>
      {item && (
        <Button kind={item.acknowledgedAt === null ? 'primary' : 'plain'} shortcut="A" onClick={acknowledge}>
          {item.acknowledgedAt === null ? 'Acknowledge' : 'Undo acknowledge'}
        </Button>
      )}
      {contact !== null && (
        <Button
          shortcut="P"
          data-hint={`${site.owner === null ? '' : `${site.owner.name}\n`}Copies the contact: ${contact}`}
          onClick={() => void copyContact()}
        >
          Contact{site.owner === null ? '' : ` ${site.owner.name}`}
        </Button>
      )}
      <Button shortcut="I" data-hint="Asks first. Pins what is on screen of this site." onClick={declare}>
        Declare incident
      </Button>
      <Button
        shortcut="E"
        data-hint="Pins this site, as it is on screen, to an incident. On a chart: that signal."
        onClick={() => void pinning.pin({ site: site.id, signal: null })}
      >
        Pin
      </Button>
      <Button shortcut="R" onClick={() => void retry()}>
        Retry sources
      </Button>
    </>
  );
  return { onKeyDown, buttons };
}
