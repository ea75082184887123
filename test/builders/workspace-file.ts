/** A small, sound workspace file. Lines are counted by the tests: add new ones at the end. */
export const WORKSPACE_TEXT = `version: 1
workspace: { id: retail, name: Retail platform }
accounts:
  - { id: prod, name: Production, profile: retail-prod }
services:
  - { id: checkout, name: Checkout, tier: 1 }
sites:
  - id: br-prod
    name: Brazil production
    country: BR
    tier: production
    account: prod
    region: sa-east-1
    timeZone: America/Sao_Paulo
    services: [checkout]
    signals:
      - id: p95
        name: Latency
        unit: ms
        worse: higher
        metric: { namespace: AWS/ELB, name: Time, statistic: p95 }
        warning: 800
        critical: 2000
      - id: errors
        name: Error rate
        unit: percent
        worse: higher
        expression: 100 * e / r
        metrics:
          e: { namespace: AWS/ELB, name: Errors, statistic: Sum }
          r: { namespace: AWS/ELB, name: Requests, statistic: Sum }
        critical: 3
teams:
  - { id: br-l2, name: Brazil L2, level: L2, place: São Paulo, timeZone: America/Sao_Paulo }
people:
  - { id: rafael, name: Rafael, team: br-l2 }
rota:
  - { team: br-l2, from: 2026-11-16, to: 2026-11-22, people: [rafael] }
freezes:
  - { id: bf, name: Black Friday, sites: [br-prod], from: us-thanksgiving + 0d 00:00, to: us-thanksgiving + 5d 00:00 }
budget: { cloudwatchUsdPerMonth: 300, installations: 6 }
sync: { table: meridian, region: us-east-1, account: prod }
`;

/** The file with one piece replaced; the piece has to be there. */
export function workspaceText(piece: string, by: string): string {
  if (!WORKSPACE_TEXT.includes(piece)) throw new Error(`the workspace file has no "${piece}"`);
  return WORKSPACE_TEXT.replace(piece, by);
}
