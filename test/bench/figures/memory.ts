import type { Figure } from '../figure';

export const memoryFigure: Figure = {
  id: 'e',
  title: 'Memory after ten minutes of demo',
  method: '',
  run: async () => [
    {
      id: 'e',
      what: 'Memory after ten minutes of demo',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
