import { SECRET_PLACES } from '../../shared/domain/incident/types';
import { timesOf } from '../../shared/domain/incident/rules';
import type {
  IncidentRow,
  IncidentView,
  NoticedSecret,
  Role,
  RoleHolder,
  Standing,
  TimelineLine,
} from '../../shared/domain/incident/types';
import { meaning, type Act } from '../../shared/records/acts';
import type { Content } from '../../shared/records/content';
import { canonicalJson, type Sha256 } from '../../shared/records/content-hash';
import type { Held, RecordState } from '../../shared/records/fold';
import { incidentOf, type Incident } from '../../shared/records/incident';
import { secretsIn } from '../../shared/records/secrets';
import { correctedTime, isClockOff } from '../../shared/records/timeline';
import type { RecordView } from '../records/records-port';

/** What the window gets of one incident. Pure. */
export function viewOf(record: RecordView, content: Content, declaring: string | null, sha256: Sha256): IncidentView {
  const { state } = record;
  const incident = incidentOf(content);
  return {
    id: record.record,
    title: incident.title,
    kind: incident.kind,
    severity: state.severity && standing(state.severity),
    state: state.state && standing(state.state),
    roles: Object.fromEntries(Object.entries(state.roles).map(([role, held]) => [role, standing<RoleHolder>(held)])),
    times: timesIn(incident, state),
    sites: incident.sites,
    services: incident.services,
    timeline: timelineOf(incident, state),
    followUps: incident.followUps,
    links: incident.links,
    snapshots: incident.snapshots.map(({ id, hash, at, title, content: pinned }) => ({
      id,
      hash,
      sound: hash === sha256(canonicalJson(pinned)),
      at,
      title,
      content: pinned,
    })),
    restrictedTo: incident.restrictedTo,
    conflicts: incident.conflicts.map(({ field, values }) => ({ field, values: values })),
    waiting: record.waiting.map(({ person, updates }) => ({ person, updates })),
    lost: record.lost.length,
    contentHash: record.contentHash,
    declaring,
    // Notes are looked through where they are written.
    secrets: secretsIn(content, { field: 'notes' }).map(({ field, kind, key }) => ({
      ...placeOf(field),
      kind,
      key,
    })),
  };
}

function placeOf(field: string): Pick<NoticedSecret, 'place' | 'entry'> {
  const [list = field, entry = null] = field.split('/');
  return { place: SECRET_PLACES.find((one) => one === list) ?? 'other', entry };
}

/** What a list shows of an incident, beside its id and the time of its last change; kept as its projection. */
export type ListedFields = Omit<IncidentRow, 'id' | 'changedAt'>;

export function listedFields(
  content: Content,
  state: RecordState,
): ListedFields & { readonly restrictedTo: readonly string[] } {
  const incident = incidentOf(content);
  return {
    title: incident.title,
    kind: incident.kind,
    severity: state.severity?.value ?? null,
    state: state.state?.value ?? null,
    inConflict: state.severity?.inConflict === true || state.state?.inConflict === true,
    restricted: incident.kind === 'security' || incident.restrictedTo.length > 0,
    restrictedTo: incident.restrictedTo,
    sites: incident.sites,
    services: incident.services,
    times: timesIn(incident, state),
    commander: state.roles.commander?.value.person ?? null,
    openFollowUps: incident.followUps.filter(({ done }) => !done).length,
  };
}

function timesIn(incident: Incident, state: RecordState) {
  const moves = state.acts.flatMap((act) => {
    const means = meaning(act);
    return means.act === 'state' ? [{ state: means.state, at: means.at ?? correctedTime(act) }] : [];
  });
  return timesOf(moves, { began: incident.beganAt, detected: incident.detectedAt });
}

const standing = <T>({ value, said, inConflict }: Held<T>): Standing<T> => ({
  value,
  inConflict,
  answers: said.map(({ value: answer, act }) => ({
    value: answer,
    person: act.person,
    at: correctedTime(act),
    act: act.id,
  })),
});

function timelineOf(incident: Incident, state: RecordState): readonly TimelineLine[] {
  const written = incident.timeline.map((entry): TimelineLine => ({
    type: 'entry',
    id: entry.id,
    at: correctedTime(entry),
    person: entry.author,
    clockOff: isClockOff(entry) ? entry.offset : null,
    kind: entry.kind,
    text: entry.text,
  }));
  const roles = new Map(
    state.acts.flatMap((act) => {
      const means = meaning(act);
      return means.act === 'role' ? [[act.id, means.role] as const] : [];
    }),
  );
  let stated = false;
  let graded = false;
  // Who gives a role to themselves has taken it with that.
  const own = new Set(
    state.acts.flatMap((act) => {
      const means = meaning(act);
      return means.act === 'role' && means.person === act.person ? [`${act.id} ${act.person}`] : [];
    }),
  );
  const acts = state.acts.filter((act) => {
    const means = meaning(act);
    return means.act !== 'acknowledge' || !own.has(`${means.of} ${act.person}`);
  });
  const acted = acts.map((act): TimelineLine => {
    const line = lineOf(act, roles, !stated, !graded);
    stated ||= line.type === 'state';
    graded ||= line.type === 'severity';
    return line;
  });
  // Both come oldest first; of one moment the later written stands above.
  return [...acted, ...written]
    .map((line, index) => ({ line, index }))
    .sort((a, b) => b.line.at - a.line.at || b.index - a.index)
    .map(({ line }) => line);
}

function lineOf(act: Act, roles: ReadonlyMap<string, Role>, firstState: boolean, firstSeverity: boolean): TimelineLine {
  const means = meaning(act);
  const line = {
    id: act.id,
    at: correctedTime(act),
    person: act.person,
    clockOff: isClockOff(act) ? act.offset : null,
  };
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- acts of other kinds of records are all told alike
  switch (means.act) {
    case 'state':
      return { ...line, type: 'state', state: means.state, first: firstState, reason: means.reason ?? '' };
    case 'severity':
      return { ...line, type: 'severity', severity: means.severity, first: firstSeverity, reason: means.reason ?? '' };
    case 'role':
      return { ...line, type: 'role', role: means.role, given: means.person };
    case 'acknowledge':
      return { ...line, type: 'acknowledged', role: roles.get(means.of) ?? null };
    case 'redact':
      return { ...line, type: 'redacted' };
    // Of a newer version, or acts of other kinds of records: no incident has them.
    default:
      return { ...line, type: 'unknown', act: act.act };
  }
}
