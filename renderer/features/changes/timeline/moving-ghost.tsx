import { useStore } from 'zustand';
import { useStores } from '../../../stores/stores';
import { VerdictGlyph } from '../verdict-glyph';
import type { GroupPlace } from './places';
import type { Planning } from './planning';
import { widthOf, xOf, type Scale } from './scale';
import type { Pan } from './use-pan';
import { VERDICT_WORD, windowWords } from './words';

/** Under it there is no room for what is said of it. */
const LABEL_HEIGHT = 58;

/** What is being moved: its window on both clocks, and what the guard says of it there. */
export function MovingGhost({
  planning,
  places,
  pan,
  scale,
  width,
  height,
}: {
  readonly planning: Planning;
  readonly places: readonly GroupPlace[];
  readonly pan: Pan;
  readonly scale: Scale;
  /** Of what is in view. */
  readonly width: number;
  readonly height: number;
}) {
  const { guard } = useStores();
  const moving = useStore(planning, (state) => state.moving);
  const answer = useStore(guard, (state) => state.trying);
  if (moving === null) return null;
  const { window, lane, change } = moving;
  const place = places.flatMap(({ lanes }) => lanes).find((one) => one.lane.site.id === lane.site);
  if (place === undefined) return null;
  const says = answer === null ? null : VERDICT_WORD[answer.verdict];
  const first = answer?.findings[0]?.text ?? null;
  const toLeft = xOf(scale, window.start) - xOf(scale, pan.from()) > width / 2;
  const above = place.y + place.height + LABEL_HEIGHT > height && place.y > LABEL_HEIGHT;
  return (
    <div
      className={`tl-ghost${answer === null ? '' : ` says-${answer.verdict}`}`}
      style={{
        left: xOf(scale, window.start),
        width: widthOf(scale, window.end - window.start),
        top: place.y,
        height: place.rowHeight,
      }}
    >
      <i className="tl-box" />
      <div className={`tl-moving${above ? ' is-above' : ''}${toLeft ? ' is-left' : ''}`} aria-hidden="true">
        <b>{windowWords(window.start, window.end, lane.zone)}</b>
        <span>
          {answer !== null && <VerdictGlyph verdict={answer.verdict} />}
          <em>{says ?? 'The guard is not here yet'}</em> {first}
        </span>
        <small>
          {moving.by === 'keys'
            ? 'Left and Right move, [ and ] change the length, Enter saves, Esc cancels'
            : change === null
              ? 'Let go to plan a change here, Esc cancels'
              : 'Let go to save, Esc cancels'}
        </small>
      </div>
    </div>
  );
}

/** The same for those who do not see it: the window and the verdict, at every step. */
export function MovingSaid({ planning }: { readonly planning: Planning }) {
  const { guard } = useStores();
  const moving = useStore(planning, (state) => state.moving);
  const answer = useStore(guard, (state) => state.trying);
  const first = answer?.findings[0]?.text;
  return (
    <p className="visually-hidden" role="status" aria-label="Moving">
      {moving !== null &&
        `${windowWords(moving.window.start, moving.window.end, moving.lane.zone)}. ${
          answer === null ? '' : `Guard says ${answer.verdict}${first === undefined ? '' : `: ${first}`}.`
        }`}
    </p>
  );
}
