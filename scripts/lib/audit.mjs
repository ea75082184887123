// What comes with the dependencies, judged without the network where that is possible (the lockfile) and with it where not
// (advisories). All functions are pure; scripts/audit.mjs reads the files and asks npm.

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {string} [integrity]
 * @property {string} [license]
 * @property {boolean} [link]
 * @property {boolean} [hasInstallScript]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 */
/** @typedef {{ lockfileVersion?: number, packages?: Record<string, LockEntry> }} Lock */
/** @typedef {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string>, allowScripts?: Record<string, boolean> }} Manifest */

/** What may be part of the product: permissive, without a duty beyond naming the authors (Python-2.0 is that of argparse). */
const SHIPPED_LICENCES = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
];
/** Tools that are run and never passed on; LGPL is libvips, which sharp brings to write the pictures of docs/screens. */
const TOOL_LICENCES = [
  ...SHIPPED_LICENCES,
  ...[
    'MPL-2.0',
    'CC-BY-4.0',
    'CC-BY-3.0',
    'CC0-1.0',
    'Unlicense',
    'WTFPL',
    'Artistic-2.0',
    'Zlib',
    'LGPL-3.0-or-later',
    'PSF-2.0',
  ],
];

/** @param {string} path in the lockfile, such as node_modules/a/node_modules/@b/c */
const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** @param {Lock} lock @returns {[path: string, entry: LockEntry][]} */
const entries = (lock) => Object.entries(lock.packages ?? {}).filter(([path]) => path !== '');

/**
 * What is wrong with a lockfile: a package that does not come from the registry of whoever installs, or whose bytes are not
 * pinned, or that runs a script nobody decided on, or whose licence nobody looked at.
 * @param {Lock} lock
 * @param {Manifest} manifest
 * @param {ReadonlySet<string>} shipped paths of packages that are part of the product
 * @returns {string[]}
 */
export function lockfileProblems(lock, manifest, shipped) {
  const all = entries(lock);
  if (all.length === 0) return ['the lockfile lists no package: it was not read'];
  const decided = Object.keys(manifest.allowScripts ?? {});
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
    .map(([name, range]) => `package.json: ${name} is "${range}", not one exact version`);
  return [
    ...loose,
    ...all.flatMap(([path, entry]) => {
      const name = nameOf(path);
      const licences = shipped.has(path) ? SHIPPED_LICENCES : TOOL_LICENCES;
      return [
        entry.link === true && 'is a link',
        // .npmrc leaves addresses out, so that the lockfile installs from every registry; one that stands here leads elsewhere.
        entry.resolved !== undefined && `comes from an address of its own: ${entry.resolved}`,
        !/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? '') &&
          `has no sha512 integrity: ${entry.integrity ?? 'none'}`,
        entry.hasInstallScript === true &&
          !decided.includes(name) &&
          'has an install script that allowScripts does not decide on',
        !isLicensed(entry.license, licences) &&
          `has the licence "${entry.license ?? 'none'}", which is not on the list for ${shipped.has(path) ? 'what is shipped' : 'tools'}`,
      ]
        .filter((problem) => problem !== false)
        .map((problem) => `${name} ${problem}`);
    }),
  ];
}

/**
 * @param {string | undefined} expression of SPDX; every part of an AND, one part of an OR
 * @param {readonly string[]} allowed
 * @returns {boolean}
 */
function isLicensed(expression, allowed) {
  if (expression === undefined) return false;
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(bare)) return false;
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.includes(one.trim())));
}

/**
 * Paths of everything that is part of the product: the packages its sources import, and what those need.
 * @param {Lock} lock
 * @param {readonly string[]} roots names of packages
 * @returns {Set<string>}
 */
export function shippedPaths(lock, roots) {
  const packages = lock.packages ?? {};
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {string} from @param {string} name @returns {string | undefined} */
  const resolve = (from, name) => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      if (packages[path]) return path;
      if (folder === '') return undefined;
    }
  };
  const visit = (/** @type {string | undefined} */ path) => {
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(resolve(path, name));
  };
  for (const name of roots) visit(resolve('', name));
  return found;
}

/**
 * Names of the packages a source text imports for more than their types.
 * @param {string} source
 * @returns {string[]}
 */
export function importedPackages(source) {
  const specifiers = [
    ...source.matchAll(/^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm),
    ...source.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g),
    ...source.matchAll(/@import\s+(?:url\()?['"]([^'"]+)['"]/g),
  ].map((match) => match[1] ?? '');
  return specifiers
    .filter((name) => /^(@[\w.-]+\/)?[a-z][\w.-]*(\/|$)/.test(name) && !name.startsWith('node:'))
    .map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
}

/** @typedef {{ advisory: string, package: string, reason: string, expires: string }} Allowed */
/** @typedef {{ kind: 'unreachable', why: string } | { kind: 'judged', problems: string[], notes: string[] }} Verdict */

/**
 * Judges the report of `npm audit --json`. What is shipped must have no advisory of severity high or critical, unless it is
 * allowed for a stated reason and a limited time; the rest is said.
 * @param {string} report
 * @param {ReadonlySet<string>} shipped paths
 * @param {readonly Allowed[]} allowed
 * @param {string} today YYYY-MM-DD
 * @returns {Verdict}
 */
export function judge(report, shipped, allowed, today) {
  /** @type {unknown} */
  let parsed;
  try {
    parsed = JSON.parse(report);
  } catch {
    return { kind: 'unreachable', why: 'npm audit gave no report' };
  }
  const { vulnerabilities, message, error } =
    /** @type {{ vulnerabilities?: Record<string, Vulnerability>, message?: string, error?: { summary?: string } }} */ (
      parsed ?? {}
    );
  if (typeof vulnerabilities !== 'object') {
    const why = message ?? error?.summary ?? 'npm audit gave no report';
    // The address would name somebody's registry.
    return { kind: 'unreachable', why: why.replace(/\s*-?\s*(GET|POST)?\s*https?:\/\/\S+/g, '').slice(0, 200) };
  }
  const problems = allowed.flatMap((entry) => {
    const told = [entry.advisory, entry.package, entry.reason, entry.expires].every(
      (part) => typeof part === 'string' && part.trim() !== '',
    );
    if (!told || !/^\d{4}-\d{2}-\d{2}$/.test(entry.expires))
      return [`an exception is not complete: ${JSON.stringify(entry)}`];
    return entry.expires < today
      ? [`the exception for ${entry.package} (${entry.advisory}) ended on ${entry.expires}`]
      : [];
  });
  /** @type {string[]} */
  const notes = [];
  const isAllowed = (/** @type {string} */ name, /** @type {string} */ url) =>
    allowed.some((entry) => entry.package === name && entry.advisory === url && entry.expires >= today);
  for (const { name, nodes = [], via = [] } of Object.values(vulnerabilities)) {
    const isShipped = nodes.some((path) => shipped.has(path));
    for (const advisory of via) {
      // A text names another package whose advisory is listed there.
      if (typeof advisory === 'string') continue;
      const { title = 'no title', severity = 'unknown', url = 'no address' } = advisory;
      const line = `${name}: ${title} (${severity}, ${url})`;
      const serious = !['info', 'low', 'moderate'].includes(severity);
      if (isShipped && serious && !isAllowed(name, url)) problems.push(line);
      else notes.push(`${line}${isShipped ? ', shipped' : ', tools only'}${isAllowed(name, url) ? ', allowed' : ''}`);
    }
  }
  return { kind: 'judged', problems, notes };
}

/**
 * @typedef {object} Vulnerability
 * @property {string} name
 * @property {string[]} [nodes]
 * @property {(string | { title?: string, severity?: string, url?: string })[]} [via]
 */
