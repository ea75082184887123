import type { Figure } from '../figure';

export const sweepFigure: Figure = {
  id: 'a',
  title: 'A sweep of 17 accounts and regions',
  method: '',
  run: async () => [
    {
      id: 'a',
      what: 'A sweep of 17 accounts and regions',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
