// Runs in a child of electron-fetch.mjs, on the pinned Node. Downloads the official Electron through its own
// mechanism (checksums, mirrors and caches are @electron/get's) and gives up when no byte came for 20 seconds:
// a slow line may take its time, a closed one is recognised at once.
import { createRequire } from 'node:module';
import { downloadArtifact } from '@electron/get';

const SILENCE_MS = 20_000;

const require = createRequire(import.meta.url);
const silence = setTimeout(() => {
  console.error(`no answer within ${SILENCE_MS / 1000} s`);
  process.exit(1);
}, SILENCE_MS);

try {
  await downloadArtifact({
    version: require('electron/package.json').version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: require('electron/checksums.json'),
    ...(process.env.electron_config_cache ? { cacheRoot: process.env.electron_config_cache } : {}),
    downloadOptions: {
      quiet: true,
      getProgressCallback: () => {
        silence.refresh();
      },
    },
  });
} catch (error) {
  // `fetch` hides the reason (no such host, refused, certificate) in the cause.
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  console.error(`${error instanceof Error ? error.message : String(error)}${cause}`);
  process.exit(1);
}
clearTimeout(silence);
