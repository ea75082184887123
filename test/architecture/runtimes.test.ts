import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** The declarations of the language, which all four runtimes have in common, are read once. */
const libraries = new Map<string, ts.SourceFile | undefined>();
const librariesFolder = resolve(ts.getDefaultLibFilePath({}), '..');

/** What the compiler says of a file of one top folder that would hold only `text`. */
function complaints(folder: string, text: string): string[] {
  const path = join(root, folder, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, folder), {}, path);
  const planted = join(root, folder, 'planted.ts');
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) => {
    if (file === planted) return ts.createSourceFile(file, `${text}\nexport {};\n`, ts.ScriptTarget.ES2022);
    if (resolve(file, '..') !== librariesFolder) return read(file, ...rest);
    if (!libraries.has(file)) libraries.set(file, read(file, ...rest));
    return libraries.get(file);
  };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([planted], options, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

interface Runtime {
  readonly folder: string;
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

const runtimes: readonly Runtime[] = [
  {
    folder: 'shared',
    has: ['Intl'],
    lacks: ['process', 'Buffer', 'document', 'fetch', 'setTimeout', 'console', 'crypto'],
  },
  { folder: 'main', has: ['process', 'fetch', '__dirname'], lacks: ['document', 'window'] },
  { folder: 'preload', has: ['document'], lacks: ['process', 'Buffer', '__dirname'] },
  { folder: 'renderer', has: ['document', 'fetch'], lacks: ['process', 'Buffer', '__dirname'] },
];

describe('the compiler knows what the runtime of a folder has, and no more', () => {
  test.each(runtimes)('$folder', ({ folder, has, lacks }) => {
    const newer = ['Promise.withResolvers', 'Object.groupBy'];
    const found = complaints(folder, [...has, ...lacks, ...newer].map((name) => `void ${name};`).join('\n'));
    const missing = found.map((message) => /(?:Cannot find name|Property) '(\w+)'/.exec(message)?.[1] ?? message);
    expect(missing.sort()).toEqual([...lacks, 'withResolvers', 'groupBy'].sort());
  });
});
