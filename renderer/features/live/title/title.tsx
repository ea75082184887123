import { Glyph } from '../../../ui/glyph';
import type { SiteLabel } from '../../../ui/labels';
import { useTitle } from '../use-title';
import './title.css';

/** Announced when it changes: the sentence is what a person who cannot see the map needs first. */
export function Title({
  labels,
  inline = false,
}: {
  readonly labels: ReadonlyMap<string, SiteLabel>;
  readonly inline?: boolean;
}) {
  const view = useTitle(labels);
  return (
    <div className={`title is-${view.look}${inline ? ' is-inline' : ''}`}>
      <h1 className="title-line" aria-live="polite">
        <Glyph status={view.glyph} size={view.look === 'calm' ? 16 : 26} />
        <span data-hint={view.title.length > 60 ? view.title : undefined}>{view.title}</span>
      </h1>
      <p className="title-sub">{view.sub}</p>
    </div>
  );
}
