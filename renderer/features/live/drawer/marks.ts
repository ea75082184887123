import { fullNumber } from '../../../../shared/domain/change/number';
import { CHANGE_STATE_WORD } from '../../../../shared/domain/change/words';
import type { Change } from '../../../../shared/domain/change/types';
import type { IncidentRow } from '../../../../shared/domain/incident/types';
import { shortId } from '../../../../shared/domain/incident/words';
import type { HealthEventView } from '../../../../shared/domain/snapshot/types';
import { MINUTE, type Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { STATUS_WORD } from '../../../ui/words';

/** Something that happened to the site, in the same place on every chart of the same span. */
export interface ChartMark {
  readonly key: string;
  readonly at: Ms;
  /** Beside its line. */
  readonly text: string;
  /** A change is a flag, AWS a tag, what people declared an outline; a state has its colour. */
  readonly tone: 'critical' | 'warning' | 'change' | 'incident';
  /** For those who read it instead, and on its hint. */
  readonly spoken: string;
  readonly opens: { readonly kind: 'change' | 'incident'; readonly id: string } | null;
}

interface MarkSources {
  readonly one: SiteNow;
  readonly events: readonly HealthEventView[];
  readonly changes: readonly Change[];
  readonly incidents: readonly IncidentRow[];
}

/** Everything that happened within (from, to], in the order of time. Pure. */
export function marksOf(sources: MarkSources, from: Ms, to: Ms, clocks: Clocks): readonly ChartMark[] {
  const { one } = sources;
  const site = one.site.id;
  const when = (at: Ms): string => clocks.both(at, one.site.timeZone);
  const marks = [
    ...sources.events.flatMap((event) => awsMark(event, site, when)),
    ...sources.changes.filter(({ sites }) => sites.includes(site)).flatMap((change) => changeMarks(change, when)),
    ...sources.incidents.filter(({ sites }) => sites.includes(site)).flatMap((row) => incidentMark(row, when)),
    ...stateMark(one, from, when),
  ];
  return marks.filter(({ at }) => at > from && at <= to).sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

type When = (at: Ms) => string;

function awsMark(
  { arn, category, start, counts, service, title }: HealthEventView,
  site: string,
  when: When,
): ChartMark[] {
  if (category !== 'issue' || start === null || !counts.includes(site)) return [];
  const text = `AWS ${service ?? 'issue'}`;
  return [
    { key: arn, at: start, text, tone: 'warning', spoken: `${text}: ${title}, began ${when(start)}`, opens: null },
  ];
}

/** Its count is enough among what happened to one site; the hint says the whole number. */
export const flagWord = (number: string): string => fullNumber(number.split('-')[0] ?? number);

function changeMarks({ id, number, title, state, times }: Change, when: When): ChartMark[] {
  const opens = { kind: 'change', id } as const;
  const mark = (what: string, at: Ms | null, text: string, did: string): ChartMark[] =>
    at === null
      ? []
      : [
          {
            key: `${id} ${what}`,
            at,
            text,
            tone: 'change',
            spoken: `${fullNumber(number)} ${title} ${did} ${when(at)}`,
            opens,
          },
        ];
  const word = CHANGE_STATE_WORD[state].toLowerCase();
  return [
    ...mark('start', times.startedAt, flagWord(number), 'began'),
    // Which end it was; one that is under way again has none.
    ...mark('end', times.endedAt, `${flagWord(number)} ${word}`, `was ${word}`),
  ];
}

function incidentMark({ id, title, severity, times }: IncidentRow, when: When): ChartMark[] {
  const at = times.declared ?? times.began;
  if (at === null) return [];
  const spoken = `${shortId(id)} ${severity ?? ''} ${title} was declared ${when(at)}`.replace('  ', ' ');
  return [{ key: id, at, text: severity ?? 'Incident', tone: 'incident', spoken, opens: { kind: 'incident', id } }];
}

function stateMark({ status, since }: SiteNow, from: Ms, when: When): ChartMark[] {
  if ((status !== 'critical' && status !== 'warning') || since <= from) return [];
  const text = STATUS_WORD[status];
  const at = Math.max(from + MINUTE, since);
  return [{ key: 'since', at, text, tone: status, spoken: `${text} since ${when(since)}`, opens: null }];
}
