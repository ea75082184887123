import type { Figure } from '../figure';

export const startFigure: Figure = {
  id: 'd',
  title: 'Process start to all markers drawn',
  method: '',
  run: async () => [
    {
      id: 'd',
      what: 'Process start to all markers drawn',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
