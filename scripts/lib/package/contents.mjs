// What is inside a package, how large it is, and whether that is what we mean: an unexpected file fails the build.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { root } from '../paths.mjs';

/** @typedef {{ readonly path: string, readonly bytes: number }} Item */
/** @typedef {{ readonly name: string, readonly files: number, readonly bytes: number }} Group */

/** Groups outside app.asar, each with the files it may hold. The first that fits counts. */
const folderGroups = [
  { name: 'program', pattern: /^meridian$/ },
  { name: 'app.asar', pattern: /^resources\/app\.asar$/ },
  {
    name: 'native modules',
    pattern:
      /^resources\/app\.asar\.unpacked\/node_modules\/@photostructure\/sqlite\/prebuilds\/[a-z0-9-]+\/@photostructure\+sqlite\.glibc\.node$/,
  },
  { name: 'languages', pattern: /^locales\/(en-US|en-GB|pt-BR|hi|uk|fr)\.pak$/ },
  {
    name: 'licences and parts list',
    pattern:
      /^(LICENSE\.electron\.txt|LICENSES\.chromium\.html|resources\/(LICENSE\.txt|THIRD-PARTY-LICENCES\.txt|sbom\.cdx\.json))$/,
  },
  { name: 'Linux integration', pattern: /^(bin\/meridian|resources\/(icon\.png|apparmor-profile))$/ },
  { name: 'update settings', pattern: /^resources\/(update\.json|app-update\.yml|package-type)$/ },
  {
    name: 'rest of Chromium',
    pattern:
      /^(chrome-sandbox|chrome_crashpad_handler|chrome_100_percent\.pak|chrome_200_percent\.pak|icudtl\.dat|resources\.pak|snapshot_blob\.bin|v8_context_snapshot\.bin|vk_swiftshader_icd\.json|lib(EGL|GLESv2|ffmpeg|vk_swiftshader)\.so|libvulkan\.so\.1)$/,
  },
];

/** The same inside app.asar. */
const asarGroups = [
  { name: 'asar: manifest', pattern: /^package\.json$/ },
  { name: 'asar: main', pattern: /^out\/main\/[\w-]+\.cjs$/ },
  { name: 'asar: preload', pattern: /^out\/preload\/index\.cjs$/ },
  { name: 'asar: fonts', pattern: /^out\/renderer\/assets\/ibm-plex-[\w-]+\.woff2$/ },
  { name: 'asar: window', pattern: /^out\/renderer\/(index\.html|assets\/[\w-]+\.(js|css))$/ },
  {
    name: 'asar: modules',
    pattern:
      /^node_modules\/(@photostructure\/sqlite\/(package\.json|LICENSE|dist\/index\.cjs)|node-gyp-build\/(package\.json|LICENSE|index\.js|node-gyp-build\.js))$/,
  },
];

/** Sums that a budget may name beside the groups. */
const WHOLE = 'all without the program';

/**
 * @param {string} folder an unpacked package
 * @returns {{ groups: readonly Group[], unexpected: readonly string[], items: readonly Item[] }}
 */
export function readContents(folder) {
  const outside = list(folder);
  const inside = listAsar(join(folder, 'resources', 'app.asar'));
  const one = sort(outside, folderGroups);
  const two = sort(inside, asarGroups);
  const bytes = outside.filter(({ path }) => path !== 'meridian').reduce((sum, item) => sum + item.bytes, 0);
  return {
    groups: [...one.groups, { name: WHOLE, files: outside.length - 1, bytes }, ...two.groups],
    unexpected: [...one.unexpected, ...two.unexpected.map((path) => `app.asar/${path}`)],
    items: [...outside, ...inside.map(({ path, bytes: size }) => ({ path: `app.asar/${path}`, bytes: size }))],
  };
}

/**
 * @param {readonly Item[]} items
 * @param {readonly { name: string, pattern: RegExp }[]} groups
 */
function sort(items, groups) {
  const owner = (/** @type {Item} */ { path }) => groups.find(({ pattern }) => pattern.test(path))?.name;
  return {
    groups: groups.map(({ name }) => {
      const own = items.filter((item) => owner(item) === name);
      return { name, files: own.length, bytes: own.reduce((sum, item) => sum + item.bytes, 0) };
    }),
    unexpected: items.filter((item) => owner(item) === undefined).map(({ path }) => path),
  };
}

/**
 * @param {string} folder
 * @returns {Item[]}
 */
function list(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(folder.length + 1).replaceAll('\\', '/'), bytes: statSync(path).size }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * @typedef {{ files?: Readonly<Record<string, Entry>>, size?: number, unpacked?: boolean }} Entry
 * @param {string} archive
 * @returns {Item[]} what lies in the archive itself; unpacked files are only named there
 */
function listAsar(archive) {
  /** @type {Item[]} */
  const items = [];
  const walk = (/** @type {Entry} */ entry, /** @type {string} */ path) => {
    if (entry.files)
      for (const [name, inner] of Object.entries(entry.files)) walk(inner, path === '' ? name : `${path}/${name}`);
    else if (entry.unpacked !== true) items.push({ path, bytes: entry.size ?? 0 });
  };
  walk(/** @type {Entry} */ (getRawHeader(archive).header), '');
  return items.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @returns {Readonly<Record<string, number>>} the most bytes of each group */
export const readBudget = () => JSON.parse(readFileSync(join(root, 'build', 'budget.json'), 'utf8')).bytes;

/**
 * What is wrong with the contents, in sentences.
 * @param {Pick<ReturnType<typeof readContents>, 'groups' | 'unexpected'>} contents
 * @param {Readonly<Record<string, number>>} budget
 */
export function contentProblems({ groups, unexpected }, budget) {
  return [
    ...unexpected.map((path) => `${path} does not belong into a package`),
    ...groups.flatMap(({ name, bytes }) => {
      const most = budget[name];
      // The program is the runtime's, which we do not choose the size of.
      if (most === undefined) return name === 'program' ? [] : [`"${name}" has no budget in build/budget.json`];
      return bytes > most ? [`"${name}" has ${bytes} bytes, its budget in build/budget.json is ${most}`] : [];
    }),
    ...Object.keys(budget)
      .filter((name) => !groups.some((group) => group.name === name))
      .map((name) => `build/budget.json names "${name}", which is no group`),
  ];
}

/**
 * docs/package-contents.md: stable but for what really changed.
 * @param {ReturnType<typeof readContents>} contents
 * @param {{ budget: Readonly<Record<string, number>>, runtime: string, system: string, parts: readonly import('./parts.mjs').Part[] }} about
 */
export function contentsPage({ groups, items }, { budget, runtime, system, parts }) {
  const kilobytes = (/** @type {number} */ bytes) => Math.ceil(bytes / 1000).toLocaleString('en-US');
  // The names of built files end with a hash of their content.
  const plain = (/** @type {string} */ path) => path.replace(/-[\w-]{8}\.(cjs|js|css|woff2)$/, '-*.$1');
  /** @type {Map<string, { files: number, bytes: number }>} */
  const rows = new Map();
  for (const { path, bytes } of items) {
    const row = rows.get(plain(path)) ?? { files: 0, bytes: 0 };
    rows.set(plain(path), { files: row.files + 1, bytes: row.bytes + bytes });
  }
  return [
    '# What is inside a package',
    '',
    `Written by \`npm run package\` (${system}, Electron ${runtime}); sizes in kB (1,000 bytes). The budget is build/budget.json: a build`,
    'that exceeds it fails, and so does one with a file that fits no group.',
    '',
    '| Group | Files | kB | Budget |',
    '|---|---:|---:|---:|',
    ...groups.map(({ name, files, bytes }) => {
      const most = budget[name];
      return `| ${name} | ${files} | ${kilobytes(bytes)} | ${most === undefined ? 'that of the runtime' : kilobytes(most)} |`;
    }),
    '',
    '## Work of others',
    '',
    "In sbom.cdx.json and THIRD-PARTY-LICENCES.txt of the package. From the bundler's own list: what it dropped is not here.",
    '',
    '| Part | Version | Licence |',
    '|---|---|---|',
    ...parts.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    '',
    '## Files',
    '',
    '| File | kB |',
    '|---|---:|',
    ...[...rows]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([path, { files, bytes }]) => `| \`${path}\`${files > 1 ? ` (${files})` : ''} | ${kilobytes(bytes)} |`),
    '',
  ].join('\n');
}
