import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/lib/result';
import { DAY, HOUR, iso, type Ms } from '../../shared/lib/time';
import type { UpdateProblem } from '../../shared/domain/updates/types';

/**
 * A detached signature lies beside every file of metadata: latest-linux.yml and latest-linux.yml.sig (docs/updates.md).
 * What is signed names the file, its content by SHA-512, when it was signed and until when it may be offered:
 * content of another platform or channel, of another time, or of nobody is refused before it is parsed.
 */
export const MOST_SIGNATURE_BYTES = 4_096;

/** Clocks of people's machines differ; a signature may be this much ahead of ours. */
const AHEAD: Ms = 24 * HOUR;

const base64 = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64').length === bytes);
/** Exactly the form the signing script writes: what is signed is rebuilt from it, so there must be one way to write it. */
const instant = z
  .string()
  .length(24)
  .refine((text) => isoOrNull(text) === text);

const schema = z.strictObject({
  format: z.literal(1),
  file: z.string().min(1).max(100),
  sha512: base64(64),
  signedAt: instant,
  expires: z.union([instant, z.literal('never')]),
  /** One for every key that is in use. */
  signatures: z.array(base64(64)).min(1).max(4),
});

export interface SignedBy {
  readonly signedAt: Ms;
}

export interface Trust {
  /** Public keys, 32 bytes in base64. */
  readonly keys: readonly string[];
  /** Name of the metadata file that was asked for. */
  readonly file: string;
  readonly now: Ms;
  /** When the newest metadata ever accepted was signed; null when none was. */
  readonly newest: Ms | null;
}

/** Whether the metadata may be believed. The order matters: nothing of a signature is used before it is proven. */
export function verifyMetadata(metadata: Buffer, signature: Buffer, trust: Trust): Result<SignedBy, UpdateProblem> {
  const refuse = (code: UpdateProblem['code'], detail: string | null = null) => err({ code, detail });
  const parsed = schema.safeParse(parseJson(signature));
  if (!parsed.success) return refuse('bad-signature');
  const { file, sha512, signedAt, expires, signatures } = parsed.data;
  if (createHash('sha512').update(metadata).digest('base64') !== sha512) return refuse('bad-signature');
  const message = messageOf({ file, sha512, signedAt, expires });
  const keys = trust.keys.map(keyOf);
  if (!signatures.some((one) => keys.some((key) => verify(null, message, key, Buffer.from(one, 'base64')))))
    return refuse('bad-signature');

  // From here on it is the publisher's word; what remains is whether it is meant for us, now.
  if (file !== trust.file) return refuse('bad-signature');
  const at = Date.parse(signedAt);
  if (at > trust.now + AHEAD) return refuse('from-the-future', signedAt);
  if (expires !== 'never' && Date.parse(expires) <= trust.now) return refuse('expired', `on ${expires.slice(0, 10)}`);
  if (trust.newest !== null && at < trust.newest)
    return refuse('replayed', `signed ${days(trust.newest - at)} earlier`);
  return ok({ signedAt: at });
}

/** What is signed. scripts/sign-feed.mjs builds the same; a test holds the two together. */
function messageOf(parts: { file: string; sha512: string; signedAt: string; expires: string }): Buffer {
  const { file, sha512, signedAt, expires } = parts;
  return Buffer.from(`meridian-update 1\n${file}\n${sha512}\n${signedAt}\n${expires}\n`, 'utf8');
}

/** The fixed head of an Ed25519 public key in DER (RFC 8410). */
const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

const keyOf = (key: string): KeyObject =>
  createPublicKey({ key: Buffer.concat([DER_HEAD, Buffer.from(key, 'base64')]), format: 'der', type: 'spki' });

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return null;
  }
}

function isoOrNull(text: string): string | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : iso(at);
}

const days = (span: Ms): string => (span < DAY ? `${Math.ceil(span / HOUR)} h` : `${Math.round(span / DAY)} days`);
