import type { TeamView } from '../../shared/domain/snapshot/types';
import { aTeamView } from './guard';

/** Two teams that hand over to each other at 03:00 and 15:00 UTC, every day. */
export const BRAZIL: TeamView = aTeamView({
  id: 'br-l2',
  name: 'Brazil L2',
  timeZone: 'America/Sao_Paulo',
  shifts: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 12 * 60, to: 0 }],
  handsOverTo: 'in-l2',
  people: [
    { id: 'rafael', name: 'Rafael Monteiro', lead: true },
    { id: 'thiago', name: 'Thiago Nunes', lead: false },
  ],
  rota: [{ from: '2026-01-01', to: '2031-12-31', shift: null, people: ['rafael', 'thiago'] }],
});
export const INDIA: TeamView = aTeamView({
  id: 'in-l2',
  name: 'India L2',
  place: 'Pune',
  timeZone: 'Asia/Kolkata',
  shifts: [{ days: [0, 1, 2, 3, 4, 5, 6], from: 8 * 60 + 30, to: 20 * 60 + 30 }],
  handsOverTo: 'br-l2',
  people: [
    { id: 'ananya', name: 'Ananya Iyer', lead: true },
    { id: 'vikram', name: 'Vikram Deshpande', lead: false },
  ],
  rota: [{ from: '2026-01-01', to: '2031-12-31', shift: null, people: ['ananya', 'vikram'] }],
});
/** 40 minutes before Brazil hands over to India. */
export const BEFORE_HANDOVER = Date.UTC(2026, 10, 25, 2, 20);
export const HANDOVER_AT = Date.UTC(2026, 10, 25, 3);
