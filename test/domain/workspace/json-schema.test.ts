import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseWorkspace, workspaceJsonSchema } from '../../../shared/domain/workspace/parse';
import { WORKSPACE_TEXT, workspaceText } from '../../builders/workspace-file';
import { expectWritten } from '../../builders/written';

const example = readFileSync(join(import.meta.dirname, 'example.yaml'), 'utf8');

describe('docs/workspace.schema.json', () => {
  test('is what the code says', () => {
    expectWritten('workspace.schema.json', workspaceJsonSchema());
  });

  // Read back from its JSON form, as an editor reads it.
  const schema = z.fromJSONSchema(
    JSON.parse(JSON.stringify(workspaceJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
  );
  const accepts = (text: string): boolean => schema.safeParse(parse(text)).success;

  test.each([
    { what: 'the example', text: example },
    { what: 'a small file', text: WORKSPACE_TEXT },
    {
      what: 'ids in upper case',
      text: workspaceText('- id: br-prod', '- id: BR-Prod.1').replace('sites: [br-prod]', 'sites: [BR-Prod.1]'),
    },
    {
      what: 'a place of its own',
      text: workspaceText('timeZone: America/Sao_Paulo\n', 'timeZone: America/Sao_Paulo\n    location: [1, 2]\n'),
    },
  ])('accepts $what, as the parser does', ({ text }) => {
    expect(parseWorkspace(text).ok).toBe(true);
    expect(accepts(text)).toBe(true);
  });

  test.each([
    ['version: 1', 'version: 2'],
    ['version: 1', 'version: 1\nmore: 1'],
    ['id: retail,', 'id: "re tail",'],
    ['name: Retail platform', 'name: ""'],
    ['country: BR', 'country: Brazil'],
    ['tier: production', 'tier: prod'],
    ['    name: Brazil production\n', ''],
    ['worse: higher', 'worse: up'],
    ['warning: 800', 'warning: 75%'],
    ['statistic: p95', 'statistic: p101'],
    ['statistic: p95', 'statistc: p95'],
    ['tier: 1 }', 'tier: 9 }'],
    ['level: L2', 'level: L9'],
    ['r: { namespace', 'R: { namespace'],
    ['installations: 6', 'installations: 0'],
  ])('refuses %j written as %j, as the parser does', (piece, by) => {
    expect(parseWorkspace(workspaceText(piece, by)).ok).toBe(false);
    expect(accepts(workspaceText(piece, by))).toBe(false);
  });
});
