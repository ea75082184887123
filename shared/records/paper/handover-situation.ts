import { OVERALL_WORD } from '../../domain/handover/words';
import type { HandoverContent, Situation } from '../../domain/handover/types';
import type { Tier } from '../../domain/snapshot/types';
import { badness } from '../../domain/status/types';
import { linesOf, PAGE_WIDTH } from './fit';
import { cut, statusText, type PaperWriting } from './handover-rows';
import { html, NOTHING, type Html } from './html';

const TIERS: readonly (readonly [tier: Tier, word: string])[] = [
  ['production', 'Prod'],
  ['pre-production', 'Pre'],
  ['development', 'Dev'],
];
/** More countries than this do not stand beside the sentence; the worst are shown. */
const MOST_COUNTRIES = 8;
const MOST_NOT_LIVE = 5;

/** The sentence, and beside it the worst state of every country and tier, as it was read. */
export function situationNow(
  { overall, sentence, situation }: HandoverContent,
  writing: PaperWriting,
): { readonly html: Html; readonly height: number } {
  const text = cut(sentence.trim(), 1_200);
  const countries = situation === null ? [] : countriesOf(situation);
  const notLive = situation?.notLive ?? [];
  const width = countries.length > 0 ? 420 : PAGE_WIDTH;
  return {
    height:
      Math.max(linesOf(text, width * 0.86) * 19 + 12, (Math.min(countries.length, MOST_COUNTRIES) + 1) * 17 + 20) +
      (notLive.length > 0 ? 36 : 0),
    html: html`<div class="now">
        <div class="lead" dir="auto">
          <b>${overall === null ? 'Nobody has said how it stands.' : `${OVERALL_WORD[overall]}.`}</b> ${text}
        </div>
        ${situation === null || countries.length === 0 ? NOTHING : places(situation, countries, writing)}
      </div>
      ${notLive.length === 0 ? NOTHING : notLiveLine(notLive, writing)}`,
  };
}

/** Worst first, as people read it when there are many. */
function countriesOf({ places: all }: Situation): readonly string[] {
  const worst = new Map<string, number>();
  for (const { country, status } of all) worst.set(country, Math.min(worst.get(country) ?? 9, badness(status)));
  return [...worst.keys()].sort((a, b) => (worst.get(a) ?? 0) - (worst.get(b) ?? 0));
}

function places({ places: all }: Situation, countries: readonly string[], { names }: PaperWriting): Html {
  const left = countries.length - MOST_COUNTRIES;
  return html`<table class="places">
    <tr>
      <th></th>
      ${TIERS.map(([, word]) => html`<th>${word}</th>`)}
    </tr>
    ${countries.slice(0, MOST_COUNTRIES).map(
      (country) =>
        html`<tr>
          <td>${cut(names.country(country), 24)}</td>
          ${TIERS.map(([tier]) => {
            const place = all.find((one) => one.country === country && one.tier === tier);
            return html`<td>
              ${place === undefined ? NOTHING : statusText(place.status)}${place !== undefined && place.sites > 1 ? ` (${place.sites})` : ''}
            </td>`;
          })}
        </tr>`,
    )}
    ${
      left > 0
        ? html`<tr>
            <td colspan="4">${left} more, none of them worse</td>
          </tr>`
        : NOTHING
    }
  </table>`;
}

function notLiveLine(all: Situation['notLive'], { times }: PaperWriting): Html {
  const text = all
    .slice(0, MOST_NOT_LIVE)
    .map(
      ({ source, condition, at }) =>
        `${cut(source, 80)} ${condition}, ${at === null ? 'never answered' : `last answer ${times.named(at)}`}`,
    );
  const left = all.length - text.length;
  return html`<p class="left"><b>Not live</b> ${text.join('; ')}${left > 0 ? ` and ${left} more` : ''}.</p>`;
}
