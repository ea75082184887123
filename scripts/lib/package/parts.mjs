// What other people's work is inside a package: npm packages, the runtime, SQLite, fonts and map data. Taken from what
// the bundler kept and from what the package carries, never from the list of development tools.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { out, root } from '../paths.mjs';
import { PlainError } from '../terminal.mjs';

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} licence SPDX expression
 * @property {string} text of the licence
 * @property {'npm' | 'source' | 'font' | 'data'} kind
 * @property {string} [integrity] of the npm package, as in the lockfile
 * @property {string} [homepage]
 * @property {string} [within] the part that carries it
 */

/** Licences that ask for no more than what we do: keep their text. Another one is a decision, not an accident. */
export const ALLOWED_LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unicode-3.0',
  'blessing',
];

/** Of bundled data also one that asks to pass the data itself on alike: its file says so, and the program is not touched by it. */
const ALLOWED_DATA_LICENCES = [...ALLOWED_LICENCES, 'CC-BY-SA-3.0'];

/** Native modules and what they need: inside as they are, not bundled. */
const carried = ['@photostructure/sqlite', 'node-gyp-build'];

/** Packages that come without a licence text of their own, and a package of the same authors and repository that has it. */
const textOf = new Map([
  ['@aws-sdk/credential-provider-http', '@aws-sdk/core'],
  ['@aws-sdk/credential-provider-login', '@aws-sdk/core'],
  ['@aws-sdk/nested-clients', '@aws-sdk/core'],
  // By the first author of electron-builder, whose utilities carry the text.
  ['lazy-val', 'builder-util-runtime'],
]);

/** @returns {Part[]} sorted by name; each npm package once per version */
export function collectParts() {
  const lock = readJson(join(root, 'package-lock.json')).packages;
  const bundled = ['main', 'preload', 'renderer'].flatMap((part) => readJson(join(out, 'packages', `${part}.json`)));
  const folders = new Set([
    ...bundled.map((/** @type {{ folder: string }} */ { folder }) => folder),
    ...carried.map((name) => `node_modules/${name}`),
  ]);
  const npm = [...folders].map((folder) => npmPart(folder, lock[folder]?.integrity));
  return [...npm, sqlite(), fonts(), map(), holidays(), zoneNames()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** @param {Part} part */
const key = ({ name, version }) => `${name}@${version}`;

/**
 * @param {string} folder
 * @param {string | undefined} integrity
 * @returns {Part}
 */
function npmPart(folder, integrity) {
  if (integrity === undefined) throw new PlainError(`${folder} is bundled but not in package-lock.json.`);
  const { name, version, license, homepage } = readJson(join(root, folder, 'package.json'));
  const text = licenceText(folder) ?? licenceText(`node_modules/${textOf.get(name) ?? ''}`);
  if (text === undefined) {
    throw new PlainError(
      `${name} ${version} is in the package but has no licence text.`,
      'Name its text in scripts/lib/package/parts.mjs.',
    );
  }
  return {
    name,
    version,
    licence: typeof license === 'string' ? license : 'NONE',
    text,
    kind: 'npm',
    integrity,
    ...(typeof homepage === 'string' && { homepage }),
  };
}

/** @param {string} folder */
function licenceText(folder) {
  const path = join(root, folder);
  if (folder === 'node_modules/' || !existsSync(path)) return undefined;
  const files = readdirSync(path).filter((name) => /^(licen[cs]e|copying|notice)(\.\w+)?$/i.test(name));
  return files.length === 0
    ? undefined
    : files
        .sort()
        .map((name) => readFileSync(join(path, name), 'utf8').trim())
        .join('\n\n');
}

/** @returns {Part} */
function sqlite() {
  const header = readFileSync(join(root, 'node_modules/@photostructure/sqlite/src/upstream/sqlite3.h'), 'utf8');
  const version = /#define SQLITE_VERSION\s+"([\d.]+)"/.exec(header)?.[1];
  if (version === undefined) throw new PlainError('The version of SQLite cannot be read from @photostructure/sqlite.');
  return {
    name: 'SQLite',
    version,
    licence: 'blessing',
    text: 'The author disclaims copyright to this source code. In place of a legal notice, here is a blessing:\n\nMay you do good and not evil.\nMay you find forgiveness for yourself and forgive others.\nMay you share freely, never taking more than you give.',
    kind: 'source',
    homepage: 'https://sqlite.org',
    within: '@photostructure/sqlite',
  };
}

/** @returns {Part} */
function fonts() {
  const text = readFileSync(join(root, 'renderer/ui/fonts/OFL-LICENSE.txt'), 'utf8').trim();
  return {
    name: 'IBM Plex (Sans, Sans Condensed, Mono, Sans Devanagari)',
    version: '',
    licence: 'OFL-1.1',
    text,
    kind: 'font',
    homepage: 'https://github.com/IBM/plex',
  };
}

/** @returns {Part} */
function map() {
  const { version } = readJson(join(root, 'node_modules/world-atlas/package.json'));
  const text = licenceText('node_modules/world-atlas') ?? '';
  return {
    name: 'world-atlas (Natural Earth 1:50m, public domain)',
    version,
    licence: 'ISC',
    text,
    kind: 'data',
    homepage: 'https://github.com/topojson/world-atlas',
  };
}

/** The table is derived from the library's data; none of its code is inside. @returns {Part} */
function holidays() {
  const folder = join(root, 'shared/domain/freezes');
  return {
    name: 'date-holidays (public holidays, as a table)',
    version: readJson(join(folder, 'holidays.json')).version,
    licence: 'CC-BY-SA-3.0',
    text: readFileSync(join(folder, 'holidays-licence.txt'), 'utf8').trim(),
    kind: 'data',
    homepage: 'https://github.com/commenthol/date-holidays',
  };
}

/** @returns {Part} */
function zoneNames() {
  const folder = join(root, 'shared/domain/calendar');
  const version = /Unicode CLDR ([\d.]+)/.exec(readFileSync(join(folder, 'windows-zones.ts'), 'utf8'))?.[1] ?? '';
  return {
    name: 'Unicode CLDR (windowsZones)',
    version,
    licence: 'Unicode-3.0',
    text: readFileSync(join(folder, 'windows-zones.LICENCE.txt'), 'utf8').trim(),
    kind: 'data',
    homepage: 'https://cldr.unicode.org',
  };
}

/**
 * What is wrong with the licences of these parts, in sentences.
 * @param {readonly Part[]} parts
 */
export function licenceProblems(parts) {
  return parts.flatMap(({ name, version, licence, text, kind }) => [
    ...(text.length < 100 ? [`${name} ${version} has no licence text`] : []),
    ...terms(licence)
      .filter((term) => !(kind === 'data' ? ALLOWED_DATA_LICENCES : ALLOWED_LICENCES).includes(term))
      .map((term) => `${name} ${version} is under ${term}, which nobody has allowed`),
  ]);
}

/**
 * All licences that an expression names; of "A OR B" we may choose, but we look at both.
 * @param {string} expression
 */
const terms = (expression) =>
  expression
    .replace(/[()]/g, ' ')
    .split(/\s+(?:AND|OR)\s+/)
    .map((term) => term.trim());

/**
 * The text file that goes into the package.
 * @param {readonly Part[]} parts
 * @param {string} runtime such as "Electron 45.4.1"
 */
export function licenceFile(parts, runtime) {
  const line = '-'.repeat(80);
  const sections = parts.map(
    ({ name, version, licence, homepage, text }) =>
      `${line}\n${[name, version].filter(Boolean).join(' ')}\n${licence}${homepage === undefined ? '' : `, ${homepage}`}\n\n${text}\n`,
  );
  return [
    'Meridian contains the work of others, under these licences. The licences of its runtime,',
    `${runtime}, with Chromium and Node.js in it, are in LICENSE.electron.txt and LICENSES.chromium.html.`,
    '',
    ...sections,
  ].join('\n');
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
