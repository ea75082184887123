import { told, type Told } from '../../../../renderer/features/handover/panel/told';
import { clocksFor } from '../../../../renderer/ui/clocks';
import { namesOf } from '../../../../renderer/ui/names';
import type { HandoverView, ReadBack, Signature } from '../../../../shared/domain/handover/types';
import { MINUTE, type Ms } from '../../../../shared/lib/time';
import { BOUNDARY } from '../../builders/handover';
import { fourTeams } from '../../builders/snapshot';

/** 08:12 IST, 18 minutes before the end of the shift. */
export const NOW: Ms = BOUNDARY - 18 * MINUTE;

export const names = namesOf(
  [],
  fourTeams().flatMap(({ people }) => people),
);

export const tell = (
  view: HandoverView,
  me: string | null,
  { now = NOW, as = null }: { readonly now?: Ms; readonly as?: 'giver' | 'receiver' | null } = {},
): Told => told({ view, names, teams: fourTeams(), clocks: clocksFor('site', 'Europe/Kyiv', now), me, now, as });

export const signature = (over: Partial<Signature> = {}): Signature => ({
  act: 'sign',
  person: 'rafael',
  at: NOW - 4 * MINUTE,
  replica: 'r1',
  content: 'sha256:0000',
  ...over,
});

export const readBack = (over: Partial<ReadBack> & Pick<ReadBack, 'item'>): ReadBack => ({
  act: `read ${over.item}`,
  person: 'ananya',
  at: NOW,
  text: 'Stable only since 07:46.',
  isOld: false,
  answer: null,
  ...over,
});

export const confirmed = (at: Ms = NOW): NonNullable<ReadBack['answer']> => ({
  act: 'yes',
  person: 'rafael',
  at,
  kind: 'confirmed',
  text: '',
});
