import type { Figure } from '../figure';

export const framesFigure: Figure = {
  id: 'f',
  title: 'Frames under load',
  method: '',
  run: async () => [
    { id: 'f', what: 'Frames under load', measured: null, unit: '', limit: null, skipped: 'not measured yet' },
  ],
};
