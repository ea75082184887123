import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { quickScript } from './scripts/lib/quick-script-plugin.mjs';
import { listBundledPackages } from './scripts/lib/package/bundled-plugin.mjs';

const at = (path: string): string => resolve(import.meta.dirname, path);
/** scripts/build.mjs builds beside out/ and swaps the folders. */
const out = process.env.MERIDIAN_OUT ?? at('out');

/** Provided by the runtime, or a native module that cannot be bundled. Everything else is bundled. */
const external = ['electron', '@photostructure/sqlite'];

// `node18` and `chrome114` are the oldest runtime the product runs on (see scripts/lib/electron.mjs).
export default defineConfig({
  main: {
    plugins: [listBundledPackages(`${out}/packages/main.json`)],
    define: {
      // ws then never tries its optional native helpers, which are neither installed nor bundled.
      'process.env.WS_NO_BUFFER_UTIL': '"1"',
      'process.env.WS_NO_UTF_8_VALIDATE': '"1"',
    },
    build: {
      outDir: `${out}/main`,
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          index: at('main/index.ts'),
          cli: at('main/cli.ts'),
          // What an installed Meridian starts: the window, or the command line where a command was given.
          packaged: at('main/packaged.ts'),
          // Threads, started at run time: new Worker(join(__dirname, 'decode-worker.cjs')).
          'decode-worker': at('main/polling/decode-worker.ts'),
          'simulator-worker': at('main/simulator/worker.ts'),
        },
        external,
        // Chunks lie beside the entries: code finds its threads and the window's files from its own folder.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    plugins: [listBundledPackages(`${out}/packages/preload.json`)],
    build: {
      outDir: `${out}/preload`,
      target: 'node18',
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload/index.ts') },
        external: ['electron'],
        // A sandboxed preload can require nothing but electron: it must be one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react(), quickScript(), listBundledPackages(`${out}/packages/renderer.json`)],
    build: {
      outDir: `${out}/renderer`,
      target: 'chrome114',
      minify: true,
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
