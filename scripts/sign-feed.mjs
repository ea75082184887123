// Signs what "npm run package" wrote for the update feed (docs/updates.md). The private key never belongs on the feed's server.
//   node scripts/sign-feed.mjs new-key FILE                          writes a private key, prints the public one
//   node scripts/sign-feed.mjs public-key --key FILE                 prints the public key of a private one
//   node scripts/sign-feed.mjs sign --key FILE [--key FILE] [--days N|never] latest*.yml
//   node scripts/sign-feed.mjs verify --public KEY latest*.yml
// Instead of --key: MERIDIAN_UPDATE_PRIVATE_KEY, the text of the private key (PEM). --days is 180 when not given.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { newKey, privateKeyOf, problemOf, publicKeyText, signMetadata } from './lib/feed-signature.mjs';
import { PlainError, say, script } from './lib/terminal.mjs';

const DAY = 86_400_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    key: { type: 'string', multiple: true },
    public: { type: 'string' },
    days: { type: 'string', default: '180' },
  },
});
const [command = 'help', ...files] = positionals;

await script(async () => {
  switch (command) {
    case 'new-key':
      makeKey();
      return;
    case 'public-key':
      privateKeys().forEach((key) => console.log(publicKeyText(key)));
      return;
    case 'sign':
      signAll();
      return;
    case 'verify':
      verifyAll();
      return;
    default:
      throw new PlainError(
        'usage: sign-feed new-key FILE | public-key | sign | verify (the head of the script says more)',
      );
  }
});

function makeKey() {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new PlainError('new-key takes the name of one file to write');
  const { pem, publicKey } = newKey();
  try {
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  } catch {
    throw new PlainError(`${file} exists or cannot be written; a key is never overwritten`);
  }
  say(`The private key is in ${file}: keep it away from the feed's server. The public key:`);
  console.log(publicKey);
}

function privateKeys() {
  const given = process.env.MERIDIAN_UPDATE_PRIVATE_KEY;
  const texts = (values.key ?? []).map((file) => readFileSync(file, 'utf8'));
  if (texts.length === 0 && given) texts.push(given);
  if (texts.length === 0) throw new PlainError('no private key: give --key FILE or MERIDIAN_UPDATE_PRIVATE_KEY');
  if (texts.length > 4) throw new PlainError('more than four keys: Meridian reads four signatures at most');
  return texts.map((text) => {
    try {
      return privateKeyOf(text);
    } catch {
      throw new PlainError('a private key is no Ed25519 key in PEM');
    }
  });
}

function signAll() {
  const keys = privateKeys();
  const now = new Date();
  const expires = values.days === 'never' ? null : new Date(now.getTime() + wholeDays(values.days) * DAY);
  for (const file of metadataFiles()) {
    const metadata = readFileSync(file);
    // What is signed is offered to everybody: better to find a wrong file here.
    const missing = checkFiles(file, metadata);
    writeFileSync(`${file}.sig`, signMetadata({ metadata, file: basename(file), signedAt: now, expires, keys }));
    say(`signed ${file}, ${expires === null ? 'without an end' : `until ${expires.toISOString().slice(0, 10)}`}`);
    if (missing.length > 0) say(`  not checked, because not here: ${missing.join(', ')}`);
  }
}

function verifyAll() {
  const publicKey = values.public;
  if (publicKey === undefined) throw new PlainError('verify needs --public KEY');
  for (const file of metadataFiles()) {
    if (!existsSync(`${file}.sig`)) throw new PlainError(`${file} is not signed`);
    const metadata = readFileSync(file);
    const signature = readFileSync(`${file}.sig`, 'utf8');
    const problem = problemOf({ metadata, signature, file: basename(file), publicKey, now: new Date() });
    if (problem !== null) throw new PlainError(`${file}: ${problem}`);
    const missing = checkFiles(file, metadata);
    say(`${file} is right${missing.length > 0 ? `; not here: ${missing.join(', ')}` : ', and so are its files'}`);
  }
}

function metadataFiles() {
  if (files.length === 0) throw new PlainError('name the metadata: latest.yml, latest-mac.yml, latest-linux.yml ...');
  const odd = files.find((file) => !/^latest[a-z0-9-]*\.yml$/.test(basename(file)));
  if (odd !== undefined) throw new PlainError(`${odd} is no latest*.yml`);
  return files;
}

/** @param {string} text */
function wholeDays(text) {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw new PlainError('--days takes 1 to 3650, or never');
  return days;
}

/**
 * Compares the files named in the metadata with those beside it; gives the names of those that are not there.
 * @param {string} file
 * @param {Buffer} metadata
 * @returns {string[]}
 */
function checkFiles(file, metadata) {
  /** @type {string[]} */
  const missing = [];
  const { version, files: named } = parse(metadata.toString('utf8')) ?? {};
  if (typeof version !== 'string' || !Array.isArray(named) || named.length === 0)
    throw new PlainError(`${file} names no version or no files`);
  for (const { url, sha512, size } of named) {
    if (basename(String(url)) !== url)
      throw new PlainError(`${file}: ${url} does not lie beside it; Meridian would refuse it`);
    if (!Number.isInteger(size)) throw new PlainError(`${file}: ${url} has no size; Meridian would refuse it`);
    const path = join(dirname(file), url);
    if (!existsSync(path)) missing.push(url);
    else if (createHash('sha512').update(readFileSync(path)).digest('base64') !== sha512)
      throw new PlainError(`${file}: ${url} is not the file it describes`);
  }
  return missing;
}
