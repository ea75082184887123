import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import product from './electron.vite.config';

// `npm run bench`: bench code bundles the modules of the product that it measures in process. They are built with the
// settings of the product's main process, so that what is measured is what ships.
const { main = {} } = product;

export default defineConfig({
  main: {
    ...main,
    build: {
      ...main.build,
      outDir: resolve(import.meta.dirname, '.cache/bench'),
      rolldownOptions: {
        ...main.build?.rolldownOptions,
        input: {
          main: resolve(import.meta.dirname, 'test/bench/main.ts'),
          // A composition root of its own, started in Electron (figure f).
          'frames-app': resolve(import.meta.dirname, 'test/bench/frames/app.ts'),
        },
        // playwright drives the window and is no part of what is measured.
        external: ['electron', '@photostructure/sqlite', 'playwright-core'],
      },
    },
  },
});
