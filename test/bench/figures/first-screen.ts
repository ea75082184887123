import type { Figure } from '../figure';

export const firstScreenFigure: Figure = {
  id: 'g',
  title: 'JavaScript of the first screen',
  method: '',
  run: async () => [
    {
      id: 'g',
      what: 'JavaScript of the first screen',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
