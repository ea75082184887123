// Signatures of update metadata, from the publisher's side. main/updates/signature.ts checks them; docs/updates.md explains them.
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

/** @typedef {import('node:crypto').KeyObject} KeyObject */

const DER_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** @param {string} pem @returns {KeyObject} */
export function privateKeyOf(pem) {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new TypeError('the private key is not an Ed25519 key');
  return key;
}

/** What goes into the package or into MERIDIAN_UPDATE_KEY: 32 bytes in base64. @param {KeyObject} key @returns {string} */
export function publicKeyText(key) {
  const der = createPublicKey(key.export({ type: 'pkcs8', format: 'pem' })).export({ type: 'spki', format: 'der' });
  return der.subarray(DER_HEAD.length).toString('base64');
}

/** @returns {{ pem: string, publicKey: string }} */
export function newKey() {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicKey: publicKeyText(privateKey) };
}

/**
 * The text of FILE.sig.
 * @param {{ metadata: Buffer, file: string, signedAt: Date, expires: Date | null, keys: readonly KeyObject[] }} what
 * @returns {string}
 */
export function signMetadata({ metadata, file, signedAt, expires, keys }) {
  const parts = {
    file,
    sha512: createHash('sha512').update(metadata).digest('base64'),
    signedAt: signedAt.toISOString(),
    expires: expires === null ? 'never' : expires.toISOString(),
  };
  const signatures = keys.map((key) => sign(null, messageOf(parts), key).toString('base64'));
  return `${JSON.stringify({ format: 1, ...parts, signatures }, null, 2)}\n`;
}

/**
 * Null when the signature is right, else why not.
 * @param {{ metadata: Buffer, signature: string, file: string, publicKey: string, now: Date }} what
 * @returns {string | null}
 */
export function problemOf({ metadata, signature, file, publicKey, now }) {
  const { sha512, signatures, ...rest } = JSON.parse(signature);
  if (rest.file !== file) return `it was signed as ${rest.file}`;
  if (createHash('sha512').update(metadata).digest('base64') !== sha512)
    return 'the metadata was changed after signing';
  const key = createPublicKey({
    key: Buffer.concat([DER_HEAD, Buffer.from(publicKey, 'base64')]),
    format: 'der',
    type: 'spki',
  });
  const message = messageOf({ ...rest, sha512 });
  const right = signatures.some((/** @type {string} */ one) => verify(null, message, key, Buffer.from(one, 'base64')));
  if (!right) return 'no signature of it fits this public key';
  return rest.expires !== 'never' && Date.parse(rest.expires) <= now.getTime() ? `it expired on ${rest.expires}` : null;
}

/** The same bytes as in main/updates/signature.ts. @param {{ file: string, sha512: string, signedAt: string, expires: string }} parts */
function messageOf({ file, sha512, signedAt, expires }) {
  return Buffer.from(`meridian-update 1\n${file}\n${sha512}\n${signedAt}\n${expires}\n`, 'utf8');
}
