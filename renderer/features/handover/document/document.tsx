import { useCallback, useEffect, useRef } from 'react';
import type { HandoverContent } from '../../../../shared/domain/handover/types';
import type { Ms } from '../../../../shared/lib/time';
import { TextPlace } from '../edit/text-place';
import { useGround } from '../ground';
import { DocumentContext } from './merge-targets';
import { SectionPart } from './section';
import { SituationPart } from './situation';
import type { SectionView } from './view-model';
import './document.css';
import './details.css';

interface DocumentProps {
  readonly content: HandoverContent;
  readonly sections: readonly SectionView[];
  readonly onlyChanged: boolean;
  /** How far ahead the third section looks: the end of the receiving shift. */
  readonly until: Ms;
}

/** The eight sections, two of the short ones side by side where there is room. */
export function Document({ content, sections, onlyChanged, until }: DocumentProps) {
  const latest = useRef(sections);
  useEffect(() => {
    latest.current = sections;
  });
  const ask = useCallback(() => latest.current, []);
  const { times } = useGround();
  const of = (name: SectionView['section']): SectionView | undefined =>
    sections.find(({ section }) => section === name);
  const part = (name: SectionView['section'], note = '') => {
    const view = of(name);
    return view === undefined ? null : <SectionPart view={view} note={note} onlyChanged={onlyChanged} />;
  };
  const count = (name: SectionView['section']): string => {
    const open = of(name)?.open ?? 0;
    return open === 0 ? '' : String(open);
  };
  const situation = of('situation');
  const notes = of('notes');
  return (
    <DocumentContext value={ask}>
      {situation !== undefined && (
        <SectionPart view={situation} note="" onlyChanged={onlyChanged}>
          <SituationPart content={content} mark={situation.mark} />
        </SectionPart>
      )}
      {part('incidents', count('incidents'))}
      {part('changes', `${times.bare(content.at)} to ${times.named(until)}`)}
      <div className="ho-two">
        {part('aws')}
        {part('watch')}
      </div>
      {part('if-then')}
      <div className="ho-two">
        {part('actions', count('actions') && `${count('actions')} open`)}
        {notes !== undefined && (
          <SectionPart view={notes} note="" onlyChanged={onlyChanged}>
            <Notes text={content.notes} />
          </SectionPart>
        )}
      </div>
    </DocumentContext>
  );
}

function Notes({ text }: { readonly text: string }) {
  const { edit, editable } = useGround();
  if (text === '' && !editable) return null;
  return (
    <div className="ho-notes" data-at="notes">
      <TextPlace
        at="notes"
        field="line"
        label="Notes"
        value={text}
        none="Write what else the next shift should know"
        most={20_000}
        onSave={(next) => edit({ edit: 'notes', text: next })}
      />
    </div>
  );
}
