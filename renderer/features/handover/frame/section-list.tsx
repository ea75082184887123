import { SECTION_WORD } from '../../../../shared/domain/handover/words';
import type { Section } from '../../../../shared/domain/handover/types';
import { MarkOnly } from '../document/mark';
import { readySections, type SectionView } from '../document/view-model';

/** As short as the list has room for. */
const SHORT: Readonly<Partial<Record<Section, string>>> = { changes: 'Changes, next shift' };
const FOLDED: Readonly<Record<Section, string>> = {
  situation: 'Situation',
  incidents: 'Incidents',
  changes: 'Changes',
  aws: 'AWS',
  watch: 'Watch',
  'if-then': 'If, then',
  actions: 'Actions',
  notes: 'Notes',
};

interface SectionListProps {
  readonly sections: readonly SectionView[];
  readonly current: Section;
  readonly folded: boolean;
  readonly onGo: (section: Section) => void;
}

/** The eight sections with what is worst in each; those that are not ready say so. */
export function SectionList({ sections, current, folded, onGo }: SectionListProps) {
  return (
    <nav className={folded ? 'ho-tabs no-scrollbar' : 'ho-list'} aria-label="Sections of the handover">
      {sections.map(({ section, number, mark, ready }) => (
        <button
          key={section}
          type="button"
          className={section === current ? 'is-on' : ''}
          aria-current={section === current ? 'location' : undefined}
          data-hint={ready ? undefined : 'Something in it is not ready to be signed.'}
          onClick={() => onGo(section)}
        >
          <i>{number}</i>
          <span>{folded ? FOLDED[section] : (SHORT[section] ?? SECTION_WORD[section])}</span>
          {!ready && <small>not ready</small>}
          {mark !== null && <MarkOnly mark={mark} />}
        </button>
      ))}
      {folded && <ReadyCount sections={sections} />}
    </nav>
  );
}

/** "8 of 8 ready" */
export function ReadyCount({ sections }: { readonly sections: readonly SectionView[] }) {
  return (
    <b className="ho-ready">
      {readySections(sections)} of {sections.length} ready
    </b>
  );
}

/** Hides what is as it was. */
export function OnlyChanged({ on, onChange }: { readonly on: boolean; readonly onChange: (on: boolean) => void }) {
  return (
    <label className="ho-switch">
      <input type="checkbox" role="switch" checked={on} onChange={(event) => onChange(event.target.checked)} />
      <span aria-hidden="true" />
      Only what changed
    </label>
  );
}
