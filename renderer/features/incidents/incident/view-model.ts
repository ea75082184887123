import { elapsed, isOver, movesFrom, nextState, startOf } from '../../../../shared/domain/incident/rules';
import { STATES, type IncidentState, type IncidentView } from '../../../../shared/domain/incident/types';
import { KIND_WORD, shortId, STATE_WORD } from '../../../../shared/domain/incident/words';
import type { Status } from '../../../../shared/domain/status/types';
import type { Ms } from '../../../../shared/lib/time';
import type { SiteNow } from '../../../stores/derive/sight';
import type { Clocks } from '../../../ui/clocks';
import { age } from '../../../ui/time';
import { STATUS_WORD } from '../../../ui/words';
import type { Names } from '../../../ui/names';
import { glyphOf, placesOf } from '../list/view-model';

export interface HeaderView {
  readonly number: string;
  readonly glyph: Status;
  readonly severity: string;
  readonly isWorst: boolean;
  readonly place: string;
  readonly elapsed: { readonly text: string; readonly since: string; readonly over: boolean } | null;
  readonly commander: { readonly name: string; readonly note: string } | null;
  /** What its first site shows now. */
  readonly now: { readonly status: Status; readonly text: string; readonly note: string } | null;
}

export function headerOf(
  incident: IncidentView,
  sites: readonly SiteNow[],
  names: Names,
  clocks: Clocks,
  now: Ms,
): HeaderView {
  const state = incident.state?.value ?? null;
  const severity = incident.severity?.value ?? null;
  const zone = names.zone(incident.sites);
  const start = startOf(incident.times);
  const span = elapsed(incident.times, state, now);
  const { began, detected } = incident.times;
  const counted = began !== null ? 'began' : detected !== null ? 'detected' : 'declared';
  const commander = incident.roles.commander?.value;
  const site = sites.find((one) => one.site.id === incident.sites[0]);
  return {
    number: shortId(incident.id),
    glyph: isOver(state) ? 'ok' : glyphOf({ severity }),
    severity: severity ?? 'No severity',
    isWorst: severity === 'SEV1' && !isOver(state),
    place: [
      ...(incident.kind === 'security' ? [KIND_WORD.security] : []),
      placesOf(incident.sites, names),
      ...(site === undefined ? [] : [site.site.region]),
    ].join(', '),
    elapsed:
      start === null || span === null
        ? null
        : {
            text: age(span),
            since: `${counted} ${clocks.both(start, zone)}`,
            over: isOver(state),
          },
    commander:
      commander?.person == null
        ? null
        : {
            name: names.person(commander.person),
            note:
              incident.roles.commander?.inConflict === true
                ? 'given to several, see Roles'
                : commander.acknowledged
                  ? 'has taken it'
                  : 'has not taken it yet',
          },
    now:
      site === undefined
        ? null
        : {
            status: site.status,
            text: `${STATUS_WORD[site.status]} for ${age(now - site.since)}`,
            note:
              site.dataAt === null
                ? 'never read'
                : `${site.blind ? 'last known, ' : ''}read ${age(now - site.dataAt)} ago`,
          },
  };
}

export interface StepView {
  readonly state: IncidentState;
  readonly word: string;
  readonly time: string;
  readonly stand: 'done' | 'now' | 'later';
}

export interface StepsView {
  readonly steps: readonly StepView[];
  readonly next: IncidentState | null;
  /** Other states it may become. */
  readonly others: readonly IncidentState[];
}

export function stepsOf(incident: IncidentView, clocks: Clocks, names: Names): StepsView {
  const { state, times, timeline, sites } = incident;
  const at = state === null ? -1 : STATES.indexOf(state.value);
  const reviewed = timeline.find((line) => line.type === 'state' && line.state === 'reviewed')?.at ?? null;
  const when: Readonly<Record<IncidentState, Ms | null>> = {
    open: times.declared,
    mitigated: times.mitigated,
    resolved: times.resolved,
    reviewed: at === STATES.length - 1 ? reviewed : null,
  };
  const zone = names.zone(sites);
  const next = nextState(state);
  return {
    steps: STATES.map((one, index) => {
      const time = when[one];
      return {
        state: one,
        word: STATE_WORD[one],
        time: time === null ? '' : clocks.time(time, zone),
        stand: index < at ? 'done' : index === at ? 'now' : 'later',
      };
    }),
    next,
    others: state?.inConflict === true ? [] : movesFrom(state?.value ?? null).filter((one) => one !== next),
  };
}

/** What a button says that makes it so. */
export function moveWord(to: IncidentState, from: IncidentState | null): string {
  switch (to) {
    case 'open':
      return from === null ? 'Declare' : 'Open again';
    case 'mitigated':
      return 'Mark mitigated';
    case 'resolved':
      return 'Mark resolved';
    case 'reviewed':
      return 'Mark reviewed';
  }
}
