#!/usr/bin/env node
// Stands in for fpm where dpkg-deb is at hand (CUSTOM_FPM_PATH): takes the part of fpm's command line that
// electron-builder uses for a deb, and builds it with the system's own tool. electron-builder stays the author of
// everything inside (desktop file, icons, types, scripts). Unlike fpm it downloads nothing and makes the same file twice.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { capture } from '../run.mjs';
import { settle } from '../../../build/settle.mjs';

/** @type {{ values: Record<string, string | string[] | boolean | undefined>, positionals: string[] }} */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ...Object.fromEntries(
      [
        ...['architecture', 'after-install', 'after-remove', 'description', 'version', 'package', 'name', 'maintainer'],
        ...['vendor', 'url', 'category', 'deb-priority', 'deb-compression', 'license', 'iteration', 'conflicts', 'log'],
      ].map((name) => [name, { type: /** @type {const} */ ('string') }]),
    ),
    depends: { type: 'string', short: 'd', multiple: true },
    'deb-recommends': { type: 'string', multiple: true },
    input: { type: 'string', short: 's' },
    output: { type: 'string', short: 't' },
    force: { type: 'boolean' },
    debug: { type: 'boolean' },
  },
});
const one = (/** @type {string} */ name) => {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new Error(`--${name} is missing`);
  return value;
};
const many = (/** @type {string} */ name) => (Array.isArray(values[name]) ? values[name].join(', ') : '');
if (values.input !== 'dir' || values.output !== 'deb') throw new Error('this stand-in makes a deb of a folder only');

const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? 946_684_800);
const tree = mkdtempSync(join(tmpdir(), 'meridian-deb-'));
try {
  for (const mapping of positionals) copy(mapping);
  control();
  settle(tree, epoch);
  const built = capture(
    'dpkg-deb',
    [
      '--root-owner-group',
      `-Z${one('deb-compression').replace(/^gz$/, 'gzip')}`,
      ...level(),
      '--build',
      tree,
      one('package'),
    ],
    { env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) } },
  );
  if (!built.ok) throw new Error(`dpkg-deb failed:\n${built.output}`);
} finally {
  rmSync(tree, { recursive: true, force: true });
}

/** @param {string} mapping "from=to"; a folder's contents when it ends in "/" */
function copy(mapping) {
  const at = mapping.lastIndexOf('=');
  const [from, to] = [mapping.slice(0, at), join(tree, mapping.slice(at + 1))];
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function control() {
  const files = list(tree);
  const folder = join(tree, 'DEBIAN');
  mkdirSync(folder);
  const size = files.reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0);
  const [synopsis = '', ...rest] = one('description').split('\n');
  const version = typeof values.iteration === 'string' ? `${one('version')}-${values.iteration}` : one('version');
  const fields = [
    ['Package', one('name')],
    ['Version', version],
    ['Architecture', one('architecture')],
    ['Maintainer', one('maintainer')],
    ['Installed-Size', String(size)],
    ['Depends', many('depends')],
    ['Recommends', many('deb-recommends')],
    ['Conflicts', typeof values.conflicts === 'string' ? values.conflicts : ''],
    ['Section', one('category')],
    ['Priority', one('deb-priority')],
    ['Homepage', one('url')],
    ['Description', [synopsis.trim(), ...wrap(rest.join(' '))].join('\n')],
  ];
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(folder, 'control'), lines.join(''));
  const sums = files.map((file) => {
    const sum = createHash('md5').update(readFileSync(file)).digest('hex');
    return `${sum}  ${relative(tree, file)}\n`;
  });
  writeFileSync(join(folder, 'md5sums'), sums.join(''));
  for (const [name, option] of [
    ['postinst', 'after-install'],
    ['postrm', 'after-remove'],
  ])
    writeFileSync(join(folder, name ?? ''), readFileSync(one(option ?? '')), { mode: 0o755 });
}

/**
 * Lines of a long description: indented, none longer than 76 characters.
 * @param {string} text
 */
function wrap(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 76) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines;
}

/**
 * @param {string} folder
 * @returns {string[]} its files, sorted
 */
function list(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => basename(dirname(file)) !== 'DEBIAN')
    .sort();
}

/** A quick package for a test, or a small one for people. */
function level() {
  const chosen = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL;
  return chosen === undefined ? [] : [`-z${chosen}`];
}
