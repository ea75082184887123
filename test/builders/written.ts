import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';

const docs = resolve(import.meta.dirname, '../../docs');

/** Fails when a generated file in docs/ is not what the code says now; UPDATE_SCHEMA=1 writes it. */
export function expectWritten(name: string, value: unknown): void {
  const path = resolve(docs, name);
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (process.env['UPDATE_SCHEMA'] === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8'), `docs/${name} is out of date: run the tests with UPDATE_SCHEMA=1`).toBe(text);
}
