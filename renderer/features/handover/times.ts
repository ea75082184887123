import type { Ms } from '../../../shared/lib/time';
import { offsetMinutes } from '../../../shared/lib/zone-names';
import { outTimes } from '../../../shared/records/handover-out/times';
import { clockZone, date, utcDistance } from '../../ui/time';
import { fromWallInput, toWallInput } from '../../ui/wall-input';

/** Times of a handover: on the clock of those who receive it, whoever reads (product rule), with UTC beside or said once. */
export interface Times {
  readonly zone: string;
  /** "IST" */
  readonly name: string;
  /** "UTC is 5 h 30 min behind"; empty where it is UTC. */
  readonly distance: string;
  /** "08:30" on the day of the end of the shift, else with its day: "Thu 08:30"; with its zone where the clocks were changed between. */
  bare(at: Ms): string;
  /** The same, and "IST" after it. */
  named(at: Ms): string;
  /** "03:00", with its day where that is another than on the local clock. */
  utc(at: Ms): string;
  /** "08:30 IST, 03:00 UTC" */
  both(at: Ms): string;
  /** "Wed 18 Nov 08:30 IST" */
  whole(at: Ms): string;
  /** For a `datetime-local` field, and back. */
  toInput(at: Ms | null): string;
  fromInput(text: string): Ms | null;
}

/** `at`: the end of the shift, whose day goes without saying. As a handover that leaves writes them. */
export function timesOf(zone: string, at: Ms): Times {
  const { name, local, named, utc, both } = outTimes(zone, at);
  return {
    zone,
    name,
    distance: offsetMinutes(zone, at) === 0 ? '' : utcDistance(zone, at),
    bare: local,
    named,
    utc,
    both,
    whole: (one) => `${date(one, zone)} ${clockZone(one, zone)}`,
    toInput: (one) => (one === null ? '' : toWallInput(one, zone)),
    fromInput: (text) => fromWallInput(text, zone),
  };
}
