import type { Window } from '../../../../shared/domain/change/types';
import type { MinuteRange } from '../../../../shared/domain/guard/change-rules';
import type { Ms } from '../../../../shared/lib/time';
import { Button } from '../../../ui/controls';
import { zoneName } from '../../../../shared/lib/zone-names';
import { age, utcDistance } from '../../../ui/time';
import { momentWords } from '../timeline/words';
import { wallsOf } from './draft';
import { ProblemLine, useProblem, type SectionProps } from './fields';
import { fromWallInput } from '../../../ui/wall-input';
import { quickWindows } from './wall';

interface WindowProps extends SectionProps {
  readonly zone: string;
  readonly agreed: readonly MinuteRange[];
  readonly now: Ms;
}

/** When, on the clock of the first site, with UTC beside it. */
export function WindowField({ draft, set, zone, agreed, now }: WindowProps) {
  const start = fromWallInput(draft.start, zone);
  const end = fromWallInput(draft.end, zone);
  const choose = (window: Window): void => set(wallsOf(window, zone));
  return (
    <div className="cf-window">
      <Moment
        zone={zone}
        field="start"
        label="Starts"
        text={draft.start}
        at={start}
        onChange={(text) => set({ start: text })}
      />
      <Moment zone={zone} field="end" label="Ends" text={draft.end} at={end} onChange={(text) => set({ end: text })} />
      <p className="sub">
        {zoneName(zone, now) === 'UTC' ? 'UTC' : `${zoneName(zone, now)}, ${utcDistance(zone, start ?? now)}`}
        {start !== null && end !== null && start < end && `. Takes ${age(end - start)}`}
      </p>
      <div className="cf-quick" role="group" aria-label={agreed.length > 0 ? 'Next agreed hours' : 'Next hours'}>
        {quickWindows(now, zone, agreed).map(({ word, window }) => (
          <Button key={word} small onClick={() => choose(window)}>
            {word}
          </Button>
        ))}
      </div>
    </div>
  );
}

function Moment({
  zone,
  field,
  label,
  text,
  at,
  onChange,
}: {
  readonly zone: string;
  readonly field: string;
  readonly label: string;
  readonly text: string;
  readonly at: Ms | null;
  readonly onChange: (text: string) => void;
}) {
  const { marks } = useProblem(field);
  return (
    <label className="side-field">
      {label}
      <input
        {...marks}
        className="field"
        type="datetime-local"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      {/* A browser writes dates in its own way: in words they cannot be misread. */}
      <span>{at === null ? '' : momentWords(at, zone)}</span>
      <ProblemLine field={field} />
    </label>
  );
}
