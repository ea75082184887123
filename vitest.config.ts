import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  test: {
    // A test that waits forever fails; one that shares its cores with a build does not.
    testTimeout: 30_000,
    // Of tests that run beside each other in one file, such as the pictures: each of them starts an Electron.
    maxConcurrency: 2,
    env: {
      // The SDK warns about Node 18 and 20, which the test runtime has; noise in every report.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/ui/**', 'test/e2e/**'],
          environment: 'node',
          // One process runs many files: what they import (the SDK, zod, the simulator) is loaded and compiled once. A file
          // leaves nothing behind: it stubs globals and the environment through `vi`, and stops what it started.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'ui',
          include: ['test/**/*.test.tsx', 'test/ui/**/*.test.ts'],
          environment: 'happy-dom',
          setupFiles: ['test/renderer/patience.ts'],
        },
      },
      {
        extends: true,
        test: {
          // Pictures of every state and their audit: `npm run screens`.
          name: 'screens',
          include: ['test/screens/screens.run.ts'],
          environment: 'node',
          testTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['test/package/**/*.package.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
