import { remembered } from '../../lib/remembered';
import type { Workspace } from '../workspace/types';
import type { ChangeRules } from './change-rules';

/** What the workspace file says about changes. One object for each workspace. */
export const rulesOf = remembered((workspace: Workspace): ChangeRules => {
  const direct = new Map(workspace.services.map(({ id, dependsOn }) => [id, dependsOn]));
  return {
    freezes: workspace.freezes,
    hours: Object.fromEntries(workspace.sites.flatMap(({ id, hours }) => (hours === null ? [] : [[id, hours]]))),
    services: Object.fromEntries(workspace.sites.map(({ id, services }) => [id, services])),
    dependencies: Object.fromEntries(workspace.services.map(({ id }) => [id, below(id, direct)])),
  };
});

/** All that a service stands on, itself not among it, however the file goes round in circles. */
function below(service: string, direct: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found = new Set<string>();
  const open = [service];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of direct.get(next) ?? []) {
      if (one === service || found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  return [...found].sort();
}
