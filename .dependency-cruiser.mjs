// Who may import whom (docs/architecture.md). Type-only imports count: a layer that names another layer's types knows it.
// test/architecture/imports.test.ts plants a violation of every rule here; a new rule needs one there.

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */

/** @param {string} names package names, as a regular expression */
const packages = (names) => `(^|/)node_modules/(${names})/`;

/**
 * Files under `from` may import only what `allowed` matches.
 * @param {string} name
 * @param {string} comment what to do instead
 * @param {Rule['from']} from
 * @param {readonly string[]} allowed
 * @returns {Rule}
 */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  // A Node module where it is allowed at all is the business of the file's tsconfig, except in shared and the window.
  to: { pathNot: [...allowed], dependencyTypesNot: ['core'], couldNotResolve: false },
});

/**
 * Files that `from` matches may not import what `to` matches.
 * @param {string} name
 * @param {string} comment what to do instead
 * @param {Rule['from']} from
 * @param {Rule['to']} to
 * @returns {Rule}
 */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const anyPackage = '(^|/)node_modules/';
/** Packages that are pure TypeScript themselves. */
const purePackages = packages('zod|yaml|yjs|@date-fns/tz');

const shared = [
  only(
    'shared-is-pure',
    'Pure code: no Node, DOM, Electron, React or AWS. Take it as an argument.',
    { path: '^shared/' },
    ['^shared/', purePackages],
  ),
  only('shared-lib-is-lowest', 'shared/lib knows no subject.', { path: '^shared/lib/' }, ['^shared/lib/', anyPackage]),
  only('shared-domain-above-lib', 'shared/domain builds on shared/lib only.', { path: '^shared/domain/' }, [
    '^shared/(lib|domain)/',
    anyPackage,
  ]),
  only('shared-records-above-domain', 'shared/records builds on lib and domain.', { path: '^shared/records/' }, [
    '^shared/(lib|domain|records)/',
    anyPackage,
  ]),
  only('shared-ipc-above-domain', 'shared/ipc builds on lib and domain.', { path: '^shared/ipc/' }, [
    '^shared/(lib|domain|ipc)/',
    anyPackage,
  ]),
];

const runtimes = [
  only('preload-exposes-contract', 'The preload exposes shared/ipc and holds no logic.', { path: '^preload/' }, [
    '^preload/',
    '^shared/ipc/',
    packages('electron'),
  ]),
  never(
    'main-alone',
    'main talks to the window through shared/ipc.',
    { path: '^main/' },
    { path: '^(renderer|preload)/' },
  ),
  never(
    'renderer-alone',
    'The window talks to main through shared/ipc.',
    { path: '^renderer/' },
    { path: '^(main|preload)/' },
  ),
  never(
    'no-node-here',
    'Pure or sandboxed code has no Node. Take it as an argument, or ask main through the bridge.',
    { path: '^(shared|renderer|preload)/' },
    {
      dependencyTypes: ['core'],
    },
  ),
  never('nothing-imports-test', 'Move what both need into the product.', { pathNot: '^test/' }, { path: '^test/' }),
  never(
    'nothing-imports-scripts',
    'Scripts run the product; they are no part of it.',
    { pathNot: '^(scripts|test)/' },
    { path: '^scripts/' },
  ),
  never(
    'scripts-stand-alone',
    'Scripts run before anything is built.',
    { path: '^scripts/' },
    { path: '^(shared|main|preload|renderer)/' },
  ),
];

const windowLayers = [
  only(
    'ui-is-presentational',
    'ui takes everything as props: shared only, no store, no bridge.',
    { path: '^renderer/ui/' },
    ['^renderer/ui/', '^shared/', anyPackage],
  ),
  only('bridge-is-lowest', 'The bridge knows the contract only.', { path: '^renderer/bridge/' }, [
    '^renderer/bridge/',
    '^shared/',
    anyPackage,
  ]),
  only('stores-above-bridge', 'Stores know the bridge and shared, no screen.', { path: '^renderer/stores/' }, [
    '^renderer/(stores|bridge)/',
    '^shared/',
    anyPackage,
  ]),
  only(
    'features-above-stores',
    'A feature uses stores, ui and shared. What it wants from main is an action of a store.',
    { path: '^renderer/features/' },
    ['^renderer/(features|stores|ui)/', '^shared/', anyPackage],
  ),
  never(
    'features-are-strangers',
    'Features do not know each other. Share through ui, a store or shared/domain.',
    { path: '^renderer/features/([^/]+)/' },
    { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
  ),
];

/** A part that wants something done by others says so in a port file: types that whoever implements or calls it may know. */
const ports = '^main/[^/]+/([a-z-]+-port|ports)\\.ts$';
/** They join the parts. main/cli holds the commands of cli.ts. */
const roots = '^main/([^/]+\\.ts$|cli/)';

const mainLayers = [
  only('ipc-above-engine', 'The door calls the engine and nothing below it.', { path: '^main/ipc/' }, [
    '^main/(ipc|engine)/',
    ports,
    '^shared/',
    anyPackage,
  ]),
  only(
    'engine-on-ports',
    'The engine joins ports; the composition root hands in what implements them.',
    { path: '^main/engine/' },
    ['^main/(engine|polling|records|sync)/', ports, '^shared/', anyPackage],
  ),
  only('ports-are-types', 'A port is made of types of shared and of other ports.', { path: ports }, [
    '^shared/',
    ports,
  ]),
  never(
    'main-strangers',
    'Parts of main know each other by port files only. The composition roots (main/*.ts, main/cli) join them.',
    { path: '^main/([^/]+)/', pathNot: ['^main/(ipc|engine)/', roots] },
    { path: '^main/', pathNot: ['^main/$1/', ports] },
  ),
];

const owners = [
  never(
    'sqlite-in-storage',
    'Only main/storage knows SQLite.',
    { pathNot: '^(main/storage|test)/' },
    { path: packages('@photostructure/sqlite') },
  ),
  never(
    'aws-sdk-in-aws',
    'Only main/aws knows the AWS SDK.',
    { pathNot: '^(main/aws|test)/' },
    { path: packages('@aws-sdk|@smithy|@aws') },
  ),
  never(
    'electron-in-shell',
    'Only main/shell, main/index.ts and the preload know Electron.',
    { pathNot: '^(main/shell/|main/index\\.ts$|preload/|test/|scripts/)' },
    { path: packages('electron') },
  ),
  never(
    'electron-updater-in-updates',
    'Only main/updates knows electron-updater: it brings its own HTTP and its own ideas of when to install.',
    { pathNot: '^(main/updates|test)/' },
    { path: packages('electron-updater|builder-util-runtime') },
  ),
];

const general = [
  never('no-cycles', 'Two modules that need each other are one module, or a third is missing.', {}, { circular: true }),
  never('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...shared, ...runtimes, ...windowLayers, ...mainLayers, ...owners, ...general],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|coverage)/' },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
