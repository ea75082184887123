import { readPinned, tellingSignal } from '../../domain/incident/pinned-content';
import { sparkOf, type SparkBox, type SparkInput } from '../../domain/signals/spark';
import { sayIn } from '../../lib/numbers';
import { iso, type Ms } from '../../lib/time';
import { ageText, countText } from '../../lib/words';
import type { PinnedSnapshot } from '../incident';
import type { ReviewTime } from '../review/draft-review';
import { html, NOTHING, type Html } from './html';
import type { Impact } from './impact';

/** Lines on paper: ink, a heavier red beyond a limit, the limit dashed. Nothing in them comes from a text but what is escaped. */
const WIDE: SparkBox = { width: 690, height: 84, top: 14, bottom: 78 };
const SMALL: SparkBox = { width: 160, height: 44, top: 5, bottom: 39 };

const clock = (at: Ms): string => iso(at).slice(11, 16);
/** Room of a word that stands at a line, in the units of the box. */
const WORD = 56;

function paths(chart: SparkInput, box: SparkBox): Html {
  const { line, outWarning, outCritical, limitY, end } = sparkOf(chart, box);
  const drawn = (of: string, name: string): Html => (of === '' ? NOTHING : html`<path class="${name}" d="${of}" />`);
  return html`${limitY === null ? NOTHING : html`<path class="limit" d="M0 ${limitY}H${box.width}" />`}${drawn(line, 'line')}${drawn(outWarning, 'out')}${drawn(outCritical, 'out')}${end === null ? NOTHING : html`<circle class="end" cx="${end.x}" cy="${end.y}" r="2" />`}`;
}

/** Signals that were beyond a limit, as tables and lines; the times of the incident stand in them where they fall. */
export function impactFigures(impacts: readonly Impact[], times: readonly ReviewTime[]): Html {
  return html`<table class="lines">
      <tr>
        <th>Signal</th>
        <th>Worst</th>
        <th>Limit</th>
        <th class="when">Beyond it</th>
        <th>Source</th>
      </tr>
      ${impacts.map(({ name, unit, worst, limit, outside, snapshots }) => {
        const say = sayIn(unit, [worst[1], limit]);
        return html`<tr>
          <td dir="auto">${name}</td>
          <td class="when"><b>${say(worst[1])}</b> ${clock(worst[0])} UTC</td>
          <td class="when">${say(limit)}</td>
          <td class="when">${ageText(outside)}</td>
          <td class="quiet when">${countText(snapshots, 'snapshot')}</td>
        </tr>`;
      })}
    </table>
    ${impacts.slice(0, 2).map(
      ({ name, unit, limit, chart }) =>
        html`<figure class="wide">
          <figcaption dir="auto">
            <b>${name}</b> <span class="quiet">${clock(chart.from)} to ${clock(chart.to)} UTC</span>
          </figcaption>
          <svg viewBox="0 0 ${WIDE.width} ${WIDE.height}" role="img">
            ${paths(chart, WIDE)}${limitText(chart, sayIn(unit, [limit])(limit))}${marks(chart, times)}
          </svg>
        </figure>`,
    )}`;
}

/** What the dashed line means, above it, or below it where there is no room. */
function limitText(chart: SparkInput, text: string): Html {
  const { limitY } = sparkOf(chart, WIDE);
  if (limitY === null) return NOTHING;
  const word = chart.worse === 'higher' ? 'limit' : 'at least';
  return html`<text class="limit-text" x="0" y="${limitY < 2 * WIDE.top ? limitY + 10 : limitY - 3}"
    >${word} ${text}</text
  >`;
}

/** Lines at the five times; of words that would stand on each other the earlier one stays. */
function marks({ from, to }: SparkInput, times: readonly ReviewTime[]): Html {
  let free = -WORD;
  return html`${times.flatMap(({ name, at }) => {
    if (at === null || at < from || at > to) return [];
    const x = Math.round(((at - from) / Math.max(1, to - from)) * WIDE.width);
    const isFree = x >= free && x <= WIDE.width - WORD;
    if (isFree) free = x + WORD;
    return [
      html`<path
          class="mark"
          d="M${x} 0V${WIDE.bottom}"
        />${isFree ? html`<text x="${x + 3}" y="9">${name}</text>` : NOTHING}`,
    ];
  })}`;
}

/** One small line for each snapshot, with its time, its age then and its hash. */
export function snapshotFigures(snapshots: readonly PinnedSnapshot[]): Html {
  return html`<div class="shots">
    ${snapshots.map(({ title, at, hash, content }, index) => {
      const pinned = readPinned(content);
      const chart = tellingSignal(pinned)?.chart ?? null;
      return html`<figure>
        <figcaption dir="auto"><b>${index + 1}. ${title.slice(0, 200)}</b></figcaption>
        ${chart === null ? NOTHING : html`<svg viewBox="0 0 ${SMALL.width} ${SMALL.height}" role="img">${paths(chart, SMALL)}</svg>`}
        <p class="quiet">
          ${at === null ? 'no time' : `${iso(at).slice(0, 10)} ${clock(at)} UTC`}${pinned.ageMs === null ? '' : `, data ${ageText(pinned.ageMs)} old`}<br />
          sha ${hash.slice(0, 12)}
        </p>
      </figure>`;
    })}
  </div>`;
}

/** Five points on one line: what is known of the times, apart from each other. */
export function timeLine(times: readonly ReviewTime[]): Html {
  return html`<ol class="five">
    ${times.map(
      ({ name, at, after, source }) =>
        html`<li class="${at === null ? 'unknown' : 'known'}">
          <b>${name}</b><br />
          ${at === null ? 'not known' : html`<b class="at">${clock(at)}</b> UTC`}<br />
          <span class="quiet"
            >${at === null ? '' : `${iso(at).slice(0, 10)}, `}${after === null ? '' : `after ${ageText(after)}, `}${source}</span
          >
        </li>`,
    )}
  </ol>`;
}
