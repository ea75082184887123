import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const product = ['shared/**/*.ts', 'main/**/*.ts', 'preload/**/*.ts', 'renderer/**/*.{ts,tsx}'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only: a thing has one name everywhere.',
};
const noRawIpc = {
  selector: 'Identifier[name=/^(ipcMain|ipcRenderer)$/]',
  message:
    'Raw IPC skips the sender check and the parsing. Add a subject to shared/ipc and answer it in main/engine; the door in main/ipc carries it.',
};
const noHtmlStrings = {
  selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
  message: 'Text from AWS and from people is never HTML. Render it as text or as components.',
};
const clockMessage = 'Pure code gets the clock as an argument (shared/lib), so that a test can set it.';
const noAbortAny = {
  object: 'AbortSignal',
  property: 'any',
  message: 'Missing in the oldest runtime (Node 18, Chrome 114).',
};
const noHiddenClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: clockMessage },
  { selector: 'CallExpression[callee.name="Date"]', message: clockMessage },
];

export default defineConfig(
  globalIgnores(['out/', 'dist/', 'coverage/', '.cache/', '.tscache/', '.vitest/', 'docs/', 'test/bench/hello/**']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noRawIpc],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        {
          // A default that calls assertNever is welcome; a default that swallows a new member is not.
          allowDefaultCaseForExhaustiveSwitch: true,
          considerDefaultExhaustiveForUnions: false,
          requireDefaultForNonUnion: true,
        },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Spreading a text into characters is what its author means; other misuse is caught by the types.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // An empty string is as absent as none: in the environment, in a form field, in an answer of AWS.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      // A port is asynchronous even where one implementation of it, or a fake, has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      // Both `type` and `interface` are fine, both env.X and env['X'], and so is a listener that may return a promise or nothing.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    // Standard output belongs to the command line's answers; a stray log line would spoil its JSON.
    files: product,
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  {
    // Known to the compiler (types of Node 24) but missing in the oldest runtime, which has Node 18.15.
    files: ['main/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'crypto', message: 'Missing in Node 18: import { webcrypto, randomUUID, ... } from node:crypto.' },
        { name: 'WebSocket', message: 'Missing in Node 18: import { WebSocket } from ws.' },
        { name: 'CustomEvent', message: 'Missing in Node 18.' },
        { name: 'navigator', message: 'Missing in Node 18.' },
        { name: 'localStorage', message: 'Missing in Node 18.' },
        { name: 'sessionStorage', message: 'Missing in Node 18.' },
      ],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:sqlite', message: 'Missing in Node 18: main/storage uses @photostructure/sqlite.' }] },
      ],
    },
  },
  {
    files: product,
    rules: {
      'no-restricted-properties': ['error', noAbortAny],
    },
  },
  {
    files: ['main/ipc/**/*.ts', 'main/shell/**/*.ts', 'preload/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: ['shared/**/*.ts', 'renderer/**/view-model.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noRawIpc, ...noHiddenClock],
      'no-restricted-properties': [
        'error',
        noAbortAny,
        { object: 'Date', property: 'now', message: clockMessage },
        { object: 'performance', property: 'now', message: clockMessage },
        { object: 'Math', property: 'random', message: 'Pure code gets its random numbers as an argument.' },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['renderer/**/*.tsx'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noRawIpc, noHtmlStrings] },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['*.config.{ts,js}', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Plain Node scripts: they run before anything is installed, and say what they do on the terminal.
    files: ['scripts/**/*.mjs', 'build/**/*.mjs'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
);
