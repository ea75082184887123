import {
  OVERALLS,
  type HandoverContent,
  type Mark,
  type Overall,
  type Situation,
} from '../../../../shared/domain/handover/types';
import { OVERALL_WORD } from '../../../../shared/domain/handover/words';
import type { Status } from '../../../../shared/domain/status/types';
import { Glyph } from '../../../ui/glyph';
import { list } from '../../../ui/format';
import { CONDITION_WORD, countryName, STATUS_WORD, TIER_SHORT, TIERS } from '../../../ui/words';
import { TextPlace } from '../edit/text-place';
import { useSent } from '../edit/use-sent';
import { useGround } from '../ground';
import { MarkSign } from './mark';

const SHAPE: Readonly<Record<Overall, Status>> = { calm: 'ok', watch: 'warning', 'on-fire': 'critical' };

/** How it stands now: one word, one sentence, and every country by its environments. */
export function SituationPart({ content, mark }: { readonly content: HandoverContent; readonly mark: Mark | null }) {
  const { edit } = useGround();
  return (
    <div className="ho-situation">
      <div className={`ho-lead${mark === null ? '' : ` is-${mark}`}`} data-at="situation">
        {mark === null ? <span /> : <MarkSign mark={mark} />}
        <div>
          <OverallChoice overall={content.overall} />
          <TextPlace
            at="situation"
            field="line"
            label="The situation in one sentence"
            value={content.sentence}
            none="Say in one sentence how it stands."
            most={4_000}
            onSave={(text) => edit({ edit: 'sentence', text })}
          >
            <Lead text={content.sentence} />
          </TextPlace>
          {content.situation !== null && <NotLive situation={content.situation} />}
        </div>
      </div>
      {content.situation !== null && <Matrix situation={content.situation} />}
    </div>
  );
}

/** The first sentence leads. */
function Lead({ text }: { readonly text: string }) {
  const end = /[.!?](?=\s)/u.exec(text);
  const first = end === null ? text : text.slice(0, end.index + 1);
  return (
    <span dir="auto">
      <b>
        <WithIds text={first} />
      </b>
      <WithIds text={text.slice(first.length)} />
    </span>
  );
}

/** Numbers of changes and incidents as they stand everywhere: in one piece. */
function WithIds({ text }: { readonly text: string }) {
  return text.split(/((?:INC|CHG)-[0-9A-Z]+(?:-[0-9A-Z]+)?)/u).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="ho-id">
        {part}
      </span>
    ) : (
      part
    ),
  );
}

function OverallChoice({ overall }: { readonly overall: Overall | null }) {
  const { edit, editable } = useGround();
  const [shown, choose] = useSent(overall, (next) => edit({ edit: 'overall', overall: next }));
  if (!editable)
    return shown === null ? null : (
      <span className={`ho-overall is-${SHAPE[shown]}`}>
        <Glyph status={SHAPE[shown]} size={12} word={OVERALL_WORD[shown]} />
        {OVERALL_WORD[shown]}
      </span>
    );
  return (
    <span className="ho-overalls" role="radiogroup" aria-label="Overall">
      {[...OVERALLS].reverse().map((one) => (
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={one === shown}
          className={one === shown ? `is-on is-${SHAPE[one]}` : ''}
          onClick={() => one !== shown && choose(one)}
        >
          <Glyph status={SHAPE[one]} size={12} word={OVERALL_WORD[one]} />
          {OVERALL_WORD[one]}
        </button>
      ))}
    </span>
  );
}

/** What could not be seen when it was drafted: said, or a quiet matrix would pass for a good one. */
function NotLive({ situation: { notLive } }: { readonly situation: Situation }) {
  const { times } = useGround();
  if (notLive.length === 0) return null;
  const words = notLive
    .slice(0, 3)
    .map(
      ({ source, condition, at }) =>
        `${source} (${CONDITION_WORD[condition].toLowerCase()}${at === null ? '' : `, last ${times.named(at)}`})`,
    );
  return (
    <p className="ho-notlive">
      Not live then: {list([...words, ...(notLive.length > 3 ? [`${notLive.length - 3} more`] : [])])}.
    </p>
  );
}

/** Short words, so that the matrix stays beside the sentence. */
const SHORT: Readonly<Record<Status, string>> = {
  critical: 'critical',
  warning: 'warning',
  unknown: 'unknown',
  maintenance: 'maint.',
  ok: 'ok',
};

function Matrix({ situation: { places, at } }: { readonly situation: Situation }) {
  const { times } = useGround();
  const countries = [...new Set(places.map(({ country }) => country))];
  const tiers = TIERS.filter((tier) => places.some((place) => place.tier === tier));
  if (countries.length === 0) return null;
  return (
    <table className="ho-matrix" data-hint={`As it stood ${times.both(at)}.`}>
      <caption className="visually-hidden">Worst status by country and environment, {times.both(at)}</caption>
      <thead>
        <tr>
          <td />
          {tiers.map((tier) => (
            <th key={tier} scope="col">
              {TIER_SHORT[tier]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {countries.map((country) => (
          <tr key={country}>
            <th scope="row">{countryName(country)}</th>
            {tiers.map((tier) => {
              const place = places.find((one) => one.country === country && one.tier === tier);
              return (
                <td key={tier}>
                  {place === undefined ? (
                    <span className="ho-none">none</span>
                  ) : (
                    <span className={`is-${place.status}`}>
                      <Glyph status={place.status} size={place.status === 'ok' ? 10 : 11} />
                      <span aria-hidden="true">{SHORT[place.status]}</span>
                      <span className="visually-hidden">{STATUS_WORD[place.status]}</span>
                      {place.sites > 1 && <small>{place.sites}</small>}
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
