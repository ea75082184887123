import type { PersonId } from '../../domain/incident/types';
import type { Ms } from '../../lib/time';

/** How the workspace calls what a handover knows by id; an id stands for itself where it knows no name. */
export interface HandoverNames {
  readonly person: (id: PersonId) => string;
  readonly team: (id: string) => string;
  readonly site: (id: string) => string;
  readonly country: (code: string) => string;
  /** IANA zone of a team; `UTC` where it is not known. */
  readonly zoneOf: (team: string) => string;
}

export interface HandoverOutOptions {
  /** Whose local times are in it, beside UTC. */
  readonly zone: 'receiver' | 'giver';
  readonly now: Ms;
  readonly demo: boolean;
  /** Name of the workspace; left out where there is none to say. */
  readonly workspace?: string;
}
