import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

// `npm run faults`: what drives the real app from outside; nothing of the product that it harms is in it.
export default defineConfig({
  main: {
    build: {
      outDir: resolve(import.meta.dirname, '.cache/faults/build'),
      rolldownOptions: {
        input: resolve(import.meta.dirname, 'test/faults/main.ts'),
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
        external: ['playwright-core'],
      },
    },
  },
});
