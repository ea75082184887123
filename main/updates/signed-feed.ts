import type { Clock } from '../../shared/lib/clock';
import type { Fetcher } from './fetcher';
import { MOST_METADATA_BYTES, parseMetadata, type Release } from './metadata';
import type { Newest } from './newest';
import { MOST_SIGNATURE_BYTES, verifyMetadata } from './signature';
import { Trouble } from './trouble';

/** The feed's metadata, believed only with a signature by a key that was configured with the feed. */
export interface SignedFeed {
  /** Throws `Trouble`. */
  latest(): Promise<Release>;
}

export interface SignedFeedOptions {
  readonly fetcher: Fetcher;
  readonly keys: readonly string[];
  /** latest-linux.yml */
  readonly file: string;
  readonly clock: Clock;
  readonly newest: Newest;
}

export function createSignedFeed({ fetcher, keys, file, clock, newest }: SignedFeedOptions): SignedFeed {
  return {
    latest: async () => {
      const metadata = await fetcher.small(file, MOST_METADATA_BYTES);
      const signature = await fetcher.small(`${file}.sig`, MOST_SIGNATURE_BYTES).catch((error: unknown) => {
        throw error instanceof Trouble && error.problem.code === 'not-found' ? new Trouble('unsigned') : error;
      });
      const signed = verifyMetadata(metadata, signature, { keys, file, now: clock.now(), newest: newest.get(keys) });
      if (!signed.ok) throw new Trouble(signed.error.code, signed.error.detail);
      const release = parseMetadata(metadata);
      if (!release.ok) throw new Trouble(release.error.code, release.error.detail);
      newest.keep(keys, signed.value.signedAt);
      return release.value;
    },
  };
}

/** Name of the metadata for a machine, as electron-builder writes it. */
export function metadataFile(platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return 'latest.yml';
  if (platform === 'darwin') return 'latest-mac.yml';
  return arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${arch}.yml`;
}
