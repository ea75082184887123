import type { Figure } from '../figure';

export const commandLineFigure: Figure = {
  id: 'c',
  title: 'The same questions by the aws command line',
  method: '',
  run: async () => [
    {
      id: 'c',
      what: 'The same questions by the aws command line',
      measured: null,
      unit: '',
      limit: null,
      skipped: 'not measured yet',
    },
  ],
};
