import { describe, expect, it } from 'vitest';
import { demoWorkspaceText } from '../../main/simulator';
import { demoWorkspace } from '../../main/simulator/demo-workspace';
import { parseWorkspace } from '../../shared/domain/workspace/parse';

/** Written anew by: npx vitest run --project unit test/simulator/demo-workspace.test.ts -u */
const BUNDLED = '../../main/simulator/demo-workspace.json';

function parsed() {
  const workspace = parseWorkspace(demoWorkspaceText);
  if (!workspace.ok) throw new Error('demo.yaml is broken');
  return workspace.value;
}

const tagged = (_key: string, value: unknown): unknown =>
  value instanceof Map ? { $map: [...value] } : value instanceof Set ? { $set: [...value] } : value;

describe('the demo workspace that comes parsed', () => {
  it('is what the parser makes of demo.yaml', async () => {
    await expect(`${JSON.stringify(parsed(), tagged)}\n`).toMatchFileSnapshot(BUNDLED);
  });

  it('comes back with every map and set', () => {
    expect(demoWorkspace()).toEqual(parsed());
    expect(demoWorkspace().accounts).toBeInstanceOf(Map);
  });
});
