import { useMemo, useState } from 'react';
import type { HealthEventView, SourceView } from '../../../../shared/domain/snapshot/types';
import type { SiteNow } from '../../../stores/derive/sight';
import { useSecond, useSight, useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { Icon } from '../../../ui/icons';
import { useClocks } from '../use-clocks';
import { useKeptScroll } from '../use-kept-scroll';
import { SiteChanges } from './site-changes';
import { alarmsOf, eventRows, siblings, sourceRows } from './side-model';
import './side.css';

interface SidePanelProps {
  readonly one: SiteNow;
  readonly sources: ReadonlyMap<string, SourceView>;
  readonly events: readonly HealthEventView[];
}

/** Alarms, AWS Health, changes, the other sites of the country, where the data comes from, and runbooks. */
export function SidePanel({ one, sources, events }: SidePanelProps) {
  const keptScroll = useKeptScroll('side');
  return (
    <div className="drawer-right" ref={keptScroll}>
      <Alarms one={one} sources={sources} />
      <Events one={one} events={events} />
      <SiteChanges site={one.site.id} />
      <Siblings one={one} />
      <Sources one={one} sources={sources} />
      <Runbooks one={one} />
    </div>
  );
}

function Alarms({ one, sources }: Pick<SidePanelProps, 'one' | 'sources'>) {
  const [all, setAll] = useState(false);
  const clocks = useClocks();
  const now = useSecond();
  const view = alarmsOf(one.site, sources, all, clocks, now);
  return (
    <section>
      <h2 className="drawer-head">
        Alarms{' '}
        <span className="sub">
          {view.total === 0
            ? 'none watched'
            : `${view.firing} firing of ${view.total}${one.blind ? ', last known' : ''}${view.mutesUnseen ? ', mutes not seen' : ''}`}
        </span>
      </h2>
      <ul className="side-list">
        {view.rows.map((row) => (
          <li key={row.name} className={`is-${row.status}${row.child ? ' is-child' : ''}`}>
            <Glyph status={row.status} size={12} said />
            <span className="mono side-name" data-hint={row.hint} tabIndex={0}>
              {row.name}
            </span>
            {row.kind !== '' && <span className="side-badge">{row.kind}</span>}
            {row.badge !== null && <span className="side-badge">{row.badge}</span>}
            <em>{row.age}</em>
            {row.note !== null && <span className="side-note">{row.note}</span>}
          </li>
        ))}
      </ul>
      {(view.quiet > 0 || all) && (
        <button type="button" className="side-more" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${view.quiet} more, all quiet`}
        </button>
      )}
    </section>
  );
}

function Events({ one, events }: { readonly one: SiteNow; readonly events: readonly HealthEventView[] }) {
  const clocks = useClocks();
  const now = useSecond();
  const { rows, sub } = useMemo(() => eventRows(one.site, events, clocks, now), [one, events, clocks, now]);
  const missing = one.site.healthViewMissing;
  return (
    <section>
      <h2 className="drawer-head">
        AWS Health <span className="sub">{missing === null ? sub : 'not seen'}</span>
      </h2>
      {missing !== null && <p className="drawer-none">{missing}</p>}
      {rows.map((row) => (
        <div key={row.key} className="side-block">
          <div className="side-top">
            {row.status ? (
              <Glyph status={row.status} size={13} said />
            ) : (
              <span className="side-dot" aria-hidden="true" />
            )}
            <b data-hint={row.more ?? undefined} tabIndex={row.more === null ? undefined : 0}>
              {row.title}
            </b>
            <em>{row.age}</em>
          </div>
          <p>{row.text}</p>
        </div>
      ))}
    </section>
  );
}

function Siblings({ one }: { readonly one: SiteNow }) {
  const { navigation } = useStores();
  const sites = useSight((sight) => sight.sites);
  const now = useSecond();
  const rows = siblings(one, sites, now);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="drawer-head">Same country</h2>
      <ul className="side-list">
        {rows.map((row) => (
          <li key={row.site} className={`is-${row.status}`}>
            <Glyph status={row.status} size={12} said />
            <button type="button" className="side-link" onClick={() => navigation.openSite(row.site)}>
              {row.name}
            </button>
            <em>{row.text}</em>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Sources({ one, sources }: { readonly one: SiteNow; readonly sources: ReadonlyMap<string, SourceView> }) {
  const { commands, navigation } = useStores();
  const now = useSecond();
  const rows = sourceRows(one.site, sources, now);
  const unseen = rows.filter((row) => !row.seen).length;
  return (
    <section>
      <h2 className="drawer-head">
        Sources <span className="sub">{unseen === 0 ? 'all answering' : `${unseen} of ${rows.length} not seen`}</span>
      </h2>
      {rows.map((row) => (
        <div key={row.id} className="side-block">
          <div className="side-top">
            <Glyph status={row.seen ? 'ok' : 'unknown'} size={12} />
            <b>{row.name}</b>
            <em data-hint={row.id} tabIndex={0}>
              {row.word}, {row.age}
            </em>
          </div>
          <p>
            {row.text}
            {!row.seen && (
              <Button small kind="quiet" onClick={() => void commands.retry(row.id).then(navigation.say)}>
                Try now
              </Button>
            )}
          </p>
        </div>
      ))}
    </section>
  );
}

/** Links as text: this window never opens a page, so it copies the address instead. */
function Runbooks({ one }: { readonly one: SiteNow }) {
  const { navigation } = useStores();
  const { runbooks } = one.site;
  if (runbooks.length === 0) return null;
  const copy = async (url: string): Promise<void> => {
    navigation.say((await copyText(url)) ? `Copied: ${url}` : `Copy was refused. Address: ${url}`);
  };
  return (
    <section>
      <h2 className="drawer-head">
        Runbooks <span className="sub">copied, not opened</span>
      </h2>
      {runbooks.map((runbook) => (
        <div key={runbook.url} className="side-block">
          <div className="side-top">
            <b>{runbook.title}</b>
            <button type="button" className="side-copy" onClick={() => void copy(runbook.url)}>
              <Icon name="copy" size={13} /> Copy
            </button>
          </div>
          <p className="mono side-url">{runbook.url}</p>
        </div>
      ))}
    </section>
  );
}
