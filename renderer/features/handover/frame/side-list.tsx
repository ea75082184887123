import type { HandoverContent, Section } from '../../../../shared/domain/handover/types';
import type { Handover } from '../../../../shared/domain/shifts/types';
import type { Ms } from '../../../../shared/lib/time';
import { age } from '../../../ui/time';
import type { SectionView } from '../document/view-model';
import { useGround } from '../ground';
import { Earlier } from '../history/earlier';
import { DraftButton } from './empty';
import { OnlyChanged, ReadyCount, SectionList } from './section-list';
import { Ways, type Way } from './ways';

interface SideListProps {
  readonly sections: readonly SectionView[];
  readonly content: HandoverContent;
  readonly current: Section;
  readonly onGo: (section: Section) => void;
  readonly onlyChanged: boolean;
  readonly onOnly: (on: boolean) => void;
  readonly onWay: (way: Way) => void;
  readonly shown: string;
  /** Nobody drafted it yet, and the person's team gives it. */
  readonly next: Handover | null;
  readonly now: Ms;
}

/** How many earlier ones stand in the list; the history has all of them. */
const EARLIER = 3;

/** The sections, how far the document is, and those before it. */
export function SideList(props: SideListProps) {
  const { sections, content, current, onGo, onlyChanged, onOnly, onWay, shown, next, now } = props;
  const { times } = useGround();
  const filled = content.situation?.at ?? content.draftedAt;
  return (
    <div className="ho-side" data-panel>
      <p className="ho-side-title">Handover</p>
      <SectionList sections={sections} current={current} folded={false} onGo={onGo} />
      <div className="ho-filled">
        <ReadyCount sections={sections} />
        <p>Filled from live data at {times.named(filled)}.</p>
        <OnlyChanged on={onlyChanged} onChange={onOnly} />
        <Ways onWay={onWay} />
      </div>
      <Earlier open={shown} most={EARLIER} />
      {next !== null && (
        <div className="ho-next">
          <p>
            {next.from.name} to {next.to.name}, in {age(next.at - now)}: not drafted.
          </p>
          <DraftButton team={next.from.id} word="Draft it now" />
        </div>
      )}
    </div>
  );
}
