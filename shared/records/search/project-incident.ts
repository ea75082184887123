import { incidentOf } from '../incident';
import { projectIncident, type Projector } from '../projection';
import { correctedTime } from '../timeline';

/** What lists show of an incident, and also who had to do with it and when it begins: a search can be narrowed to these. */
export const projectSearchableIncident: Projector = (content, state) => {
  const projected = projectIncident(content, state);
  const { timeline, followUps } = incidentOf(content);
  const people = new Set<string>();
  const add = (person: string | null | undefined): void => {
    if (person !== null && person !== undefined && person !== '') people.add(person);
  };
  for (const { author } of timeline) add(author);
  for (const { owner } of followUps) add(owner);
  for (const { person } of state.acts) add(person);
  for (const held of Object.values(state.roles)) for (const { value } of held.said) add(value.person);
  const times = [...timeline, ...state.acts].map(correctedTime);
  return {
    ...projected,
    row: {
      ...(projected.row as Readonly<Record<string, never>>),
      people: [...people].sort(),
      firstAt: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    },
  };
};
