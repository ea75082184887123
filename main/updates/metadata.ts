import { parse } from 'yaml';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import type { UpdateProblem } from '../../shared/domain/updates/types';

export const MOST_METADATA_BYTES = 65_536;
/** Far above any package of ours, far below what would fill a disk unnoticed. */
const MOST_FILE_BYTES = 1_000_000_000;

export interface ReleaseFile {
  /** A bare file name beside the metadata. */
  readonly name: string;
  /** base64 */
  readonly sha512: string;
  readonly size: number;
  /** Windows: the installer writes where only an administrator may. */
  readonly needsAdministrator: boolean;
}

export interface Release {
  readonly version: string;
  readonly releasedAt: Ms | null;
  readonly files: readonly ReleaseFile[];
}

const VERSION = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[0-9A-Za-z.-]{1,40})?$/;
/** No folder, no scheme, no query, no drive, no leading dot: it can only lie beside the metadata. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9 ._+()-]{0,150}$/;

/** latest*.yml as electron-builder writes it. Fields we do not use (release notes, block maps, rollout) are left behind. */
const schema = z.object({
  version: z.string().regex(VERSION),
  releaseDate: z.union([z.string().max(40), z.date()]).optional(),
  files: z
    .array(
      z.object({
        url: z.string(),
        sha512: z.string().refine((text) => /^[A-Za-z0-9+/]{86}==$/.test(text)),
        size: z.number().int().min(1),
        isAdminRightsRequired: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(40),
});

/** Reads metadata whose signature was verified. Also the publisher's own mistakes are caught here. */
export function parseMetadata(metadata: Buffer): Result<Release, UpdateProblem> {
  let value: unknown;
  try {
    value = parse(metadata.toString('utf8'), { maxAliasCount: 0, logLevel: 'silent' });
  } catch {
    return err({ code: 'bad-metadata', detail: 'no YAML' });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return err({ code: 'bad-metadata', detail: field === '' ? null : field });
  }
  const { version, releaseDate, files } = parsed.data;
  const foreign = files.find((file) => !FILE_NAME.test(file.url));
  if (foreign !== undefined) return err({ code: 'foreign-address', detail: hostIn(foreign.url) });
  if (files.some((file) => file.size > MOST_FILE_BYTES)) return err({ code: 'too-large', detail: null });
  const releasedAt = releaseDate === undefined ? Number.NaN : new Date(releaseDate).getTime();
  return ok({
    version,
    releasedAt: Number.isNaN(releasedAt) ? null : releasedAt,
    files: files.map((file) => ({
      name: file.url,
      sha512: file.sha512,
      size: file.size,
      needsAdministrator: file.isAdminRightsRequired === true,
    })),
  });
}

function hostIn(text: string): string | null {
  try {
    return new URL(text).host || null;
  } catch {
    return null;
  }
}
