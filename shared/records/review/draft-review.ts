import type { Ms } from '../../lib/time';
import { ageText, countText } from '../../lib/words';
import { meaning, type IncidentState, type Severity } from '../acts';
import { actText, itself, type NameOf } from '../chat-text';
import type { RecordState } from '../fold';
import type { FollowUp, Incident, PinnedSnapshot } from '../incident';
import type { PersonId } from '../ids';
import { correctedTime, isClockOff } from '../timeline';

/** One of the five times, kept apart, and where it is known from. */
export interface ReviewTime {
  readonly name: 'Began' | 'Detected' | 'Declared' | 'Mitigated' | 'Resolved';
  readonly at: Ms | null;
  readonly source: string;
  /** Since the one before that is known; null for the first, and where they are not in order. */
  readonly after: Ms | null;
}
export interface ReviewLine {
  readonly at: Ms;
  readonly kind: string;
  readonly text: string;
  readonly who: PersonId;
  /** The clock it was written by was off by more than 2 s. */
  readonly clockOff: boolean;
}

/** A review as it can be drafted: facts from the timeline and the acts. What only people know is left for them to write. */
export interface IncidentReview {
  readonly title: string;
  readonly record: string;
  readonly severity: Severity | null;
  readonly state: IncidentState | null;
  readonly kind: Incident['kind'];
  readonly sites: readonly string[];
  readonly services: readonly string[];
  /** In the order in which they took it. */
  readonly commanders: readonly { readonly person: PersonId; readonly from: Ms; readonly acknowledged: boolean }[];
  /** Sentences that follow from the facts; nothing is guessed. */
  readonly summary: readonly string[];
  readonly times: readonly ReviewTime[];
  readonly happened: readonly ReviewLine[];
  readonly decisions: readonly ReviewLine[];
  readonly followUps: readonly FollowUp[];
  readonly snapshots: readonly PinnedSnapshot[];
  readonly reviewers: readonly { readonly person: PersonId; readonly part: string; readonly signedAt: Ms | null }[];
  /** What is missing before anybody should sign. */
  readonly gaps: readonly string[];
  readonly restrictedTo: readonly PersonId[];
  readonly notes: string;
}

/** Drafts the review of an incident from its timeline and acts. Pure: the same record gives the same draft. */
export function draftReview(
  record: string,
  incident: Incident,
  state: RecordState,
  nameOf: NameOf = itself,
): IncidentReview {
  const times = reviewTimes(incident, state, nameOf);
  const happened = reviewLines(incident, state, nameOf);
  const commanders = commandersOf(state);
  return {
    title: incident.title,
    record,
    severity: state.severity?.value ?? null,
    state: state.state?.value ?? null,
    kind: incident.kind,
    sites: incident.sites,
    services: incident.services,
    commanders,
    summary: summaryOf(incident, state, times),
    times,
    happened,
    decisions: happened.filter(({ kind }) => kind === 'decision'),
    followUps: [...incident.followUps].sort(
      (a, b) => Number(a.done) - Number(b.done) || (a.due ?? Infinity) - (b.due ?? Infinity) || (a.id < b.id ? -1 : 1),
    ),
    snapshots: [...incident.snapshots].sort(
      (a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || (a.id < b.id ? -1 : 1),
    ),
    reviewers: reviewersOf(state),
    gaps: gapsOf(incident, state, times),
    restrictedTo: incident.restrictedTo,
    notes: incident.notes,
  };
}

function reviewTimes(incident: Incident, state: RecordState, nameOf: NameOf): readonly ReviewTime[] {
  const of = (wanted: IncidentState): { readonly at: Ms | null; readonly source: string } => {
    for (const act of state.acts) {
      const means = meaning(act);
      if (means.act !== 'state' || means.state !== wanted) continue;
      return means.at === undefined
        ? { at: correctedTime(act), source: `act of ${nameOf(act.person)}` }
        : { at: means.at, source: `as ${nameOf(act.person)} said` };
    }
    return { at: null, source: 'nobody said so yet' };
  };
  const typed = (at: Ms | null): { readonly at: Ms | null; readonly source: string } => ({
    at,
    source: at === null ? 'not filled in' : 'as the incident says',
  });
  let before: Ms | null = null;
  return (
    [
      ['Began', typed(incident.beganAt)],
      ['Detected', typed(incident.detectedAt)],
      ['Declared', of('open')],
      ['Mitigated', of('mitigated')],
      ['Resolved', of('resolved')],
    ] as const
  ).map(([name, { at, source }]) => {
    const after = at === null || before === null || at < before ? null : at - before;
    before = at ?? before;
    return { name, at, source, after };
  });
}

function reviewLines(incident: Incident, state: RecordState, nameOf: NameOf): readonly ReviewLine[] {
  const entries = incident.timeline.map((entry): ReviewLine => ({
    at: correctedTime(entry),
    kind: entry.kind,
    text: entry.text,
    who: entry.author,
    clockOff: isClockOff(entry),
  }));
  const acts = state.acts.map((act): ReviewLine => ({
    at: correctedTime(act),
    kind: 'act',
    text: sentence(actText(act, nameOf)),
    who: act.person,
    clockOff: isClockOff(act),
  }));
  return [...entries, ...acts].sort((a, b) => a.at - b.at);
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function commandersOf(state: RecordState): IncidentReview['commanders'] {
  const acknowledged = new Set(
    state.acts.flatMap((act) => {
      const means = meaning(act);
      return means.act === 'acknowledge' ? [`${means.of} ${act.person}`] : [];
    }),
  );
  return state.acts.flatMap((act) => {
    const means = meaning(act);
    if (means.act !== 'role' || means.role !== 'commander' || means.person === null) return [];
    return [
      { person: means.person, from: correctedTime(act), acknowledged: acknowledged.has(`${act.id} ${means.person}`) },
    ];
  });
}

function summaryOf(incident: Incident, state: RecordState, times: readonly ReviewTime[]): readonly string[] {
  const at = (name: ReviewTime['name']): Ms | null => times.find((one) => one.name === name)?.at ?? null;
  const [began, detected, mitigated, resolved] = [at('Began'), at('Detected'), at('Mitigated'), at('Resolved')];
  const sentences: string[] = [];
  const start = began ?? detected ?? at('Declared');
  const end = mitigated ?? resolved;
  if (start !== null && end !== null && end >= start)
    sentences.push(`It lasted ${ageText(end - start)} until it was ${mitigated === null ? 'resolved' : 'mitigated'}.`);
  else if (start !== null) sentences.push('It is not over yet.');
  if (began !== null && detected !== null && detected >= began)
    sentences.push(`It was noticed ${ageText(detected - began)} after it began.`);
  if (mitigated !== null && resolved !== null && resolved > mitigated)
    sentences.push(`It was resolved ${ageText(resolved - mitigated)} later.`);
  const decisions = incident.timeline.filter(({ kind }) => kind === 'decision').length;
  sentences.push(
    `The timeline has ${countText(incident.timeline.length, 'entry', 'entries')}, ${decisions === 1 ? 'one of them a decision' : `${decisions} of them decisions`}.`,
  );
  const open = incident.followUps.filter(({ done }) => !done).length;
  sentences.push(
    incident.followUps.length === 0
      ? 'No follow-up is written down.'
      : `Of ${countText(incident.followUps.length, 'follow-up')} ${open} ${open === 1 ? 'is' : 'are'} open.`,
  );
  if (state.severity?.inConflict === true || state.state?.inConflict === true)
    sentences.push('What two people said apart about it contradicts and is not settled.');
  return sentences;
}

/** Who held a role signs; `reviewed` is what was signed last. */
function reviewersOf(state: RecordState): IncidentReview['reviewers'] {
  const people = new Map<PersonId, string>();
  for (const [role, held] of Object.entries(state.roles)) {
    const { person } = held.value;
    if (person !== null) people.set(person, people.has(person) ? `${people.get(person) ?? ''}, ${role}` : role);
  }
  const signed = new Map<PersonId, Ms>();
  for (const act of state.acts) {
    const means = meaning(act);
    if (means.act === 'state' && means.state === 'reviewed') signed.set(act.person, correctedTime(act));
  }
  for (const person of signed.keys()) if (!people.has(person)) people.set(person, 'reviewer');
  return [...people].map(([person, part]) => ({ person, part, signedAt: signed.get(person) ?? null }));
}

function gapsOf(incident: Incident, state: RecordState, times: readonly ReviewTime[]): readonly string[] {
  const gaps = times.filter(({ at }) => at === null).map(({ name }) => `${name}: no time`);
  const ordered = times.filter((time): time is ReviewTime & { readonly at: Ms } => time.at !== null);
  ordered.forEach((time, index) => {
    const before = ordered[index - 1];
    if (before !== undefined && time.at < before.at) gaps.push(`${time.name} is before ${before.name}`);
  });
  if (state.severity === null) gaps.push('No severity');
  if (incident.title.trim() === '') gaps.push('No title');
  if (incident.sites.length === 0) gaps.push('No site');
  if (state.roles.commander?.value.person === undefined || state.roles.commander.value.person === null)
    gaps.push('No commander');
  const ownerless = incident.followUps.filter(({ done, owner }) => !done && owner === null).length;
  if (ownerless > 0) gaps.push(`${ownerless} open ${ownerless === 1 ? 'follow-up' : 'follow-ups'} without an owner`);
  const dueless = incident.followUps.filter(({ done, due }) => !done && due === null).length;
  if (dueless > 0) gaps.push(`${dueless} open ${dueless === 1 ? 'follow-up' : 'follow-ups'} without a date`);
  if (incident.conflicts.length > 0)
    gaps.push(`${incident.conflicts.length} fields were written apart and are not settled`);
  return gaps;
}
