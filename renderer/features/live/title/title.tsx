import { Glyph } from '../../../ui/glyph';
import type { TitleView } from './view-model';
import './title.css';

/** Announced when it changes: the sentence is what a person who cannot see the map needs first. */
export function Title({ view, inline = false }: { readonly view: TitleView; readonly inline?: boolean }) {
  return (
    <div className={`title is-${view.look}${inline ? ' is-inline' : ''}`}>
      <h1 className="title-line" aria-live="polite">
        <Glyph status={view.glyph} size={view.look === 'calm' ? 16 : 26} />
        <span>{view.title}</span>
      </h1>
      <p className="title-sub">{view.sub}</p>
    </div>
  );
}
