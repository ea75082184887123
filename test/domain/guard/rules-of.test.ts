import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../../shared/domain/guard/rules-of';
import { parseWorkspace } from '../../../shared/domain/workspace/parse';
import { aFreeze } from '../../builders/guard';
import { aSite, aWorkspace } from '../../builders/sites';

const service = (id: string, ...dependsOn: readonly string[]) => ({ id, name: id, tier: 1, dependsOn });

describe('rules of the workspace file for changes', () => {
  test('freezes, hours and services of the sites', () => {
    const freezes = [aFreeze('2026-11-26', '2026-12-01')];
    const hours = { agreed: [[540, 1_080]], peak: [] } as const;
    const workspace = aWorkspace({
      freezes,
      sites: [aSite({ services: ['checkout'], hours }), aSite({ id: 'br-dev' })],
    });
    expect(rulesOf(workspace)).toEqual({
      freezes,
      hours: { 'br-prod': hours },
      services: { 'br-prod': ['checkout'], 'br-dev': [] },
      dependencies: {},
    });
    expect(rulesOf(workspace)).toBe(rulesOf(workspace));
  });

  test('what a service stands on, all the way down, in circles too', () => {
    const services = [
      service('checkout', 'payments', 'catalog'),
      service('payments', 'ledger'),
      service('ledger', 'payments'),
      service('catalog'),
      service('own', 'own'),
    ];
    expect(rulesOf(aWorkspace({ services })).dependencies).toEqual({
      checkout: ['catalog', 'ledger', 'payments'],
      payments: ['ledger'],
      ledger: ['payments'],
      catalog: [],
      own: [],
    });
  });

  test('a chain as long as anybody writes', () => {
    const services = Array.from({ length: 20_000 }, (_, index) => service(`s${index}`, `s${index + 1}`)).slice(-3);
    expect(rulesOf(aWorkspace({ services })).dependencies['s19997']).toEqual(['s19998', 's19999', 's20000']);
  });

  test('as a file says it', () => {
    const read = parseWorkspace(readFileSync(join(import.meta.dirname, '../workspace/example.yaml'), 'utf8'));
    if (!read.ok) throw new Error('the example is broken');
    const { hours, services, dependencies } = rulesOf(read.value);
    expect(hours['br-prod']).toEqual({
      agreed: [[540, 1_080]],
      peak: [
        [720, 840],
        [1_140, 1_320],
      ],
    });
    expect(services['br-prod']).toEqual(['checkout', 'catalog', 'payments']);
    expect(dependencies['checkout']).toEqual(['catalog', 'payments']);
  });
});
