import type { Figure } from '../figure';

export const callsFigure: Figure = {
  id: 'b',
  title: 'Calls against the fewest possible',
  method: '',
  run: async () => [
    {
      id: 'b',
      what: 'Calls against the fewest possible',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
