import { dutyProblems } from './duty-problems';
import { freezeProblems, subdivisionProblem } from './freeze-problems';
import { REGION_METROS } from './regions';
import type { SiteFile, WorkspaceFile } from './schema';
import type { Path, PathProblem } from '../yaml/read-yaml';

/** What a schema cannot say: ids are unique, and every reference leads somewhere. */
export function referenceProblems(file: WorkspaceFile): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  const ids = (kind: string, list: readonly { readonly id: string }[]): ReadonlySet<string> => {
    const seen = new Set<string>();
    list.forEach((item, index) => {
      if (seen.has(item.id))
        problems.push({
          path: [kind, index, 'id'],
          expected: `an id that no other of ${kind} has, "${item.id}" is taken`,
        });
      seen.add(item.id);
    });
    return seen;
  };
  const accounts = ids('accounts', file.accounts);
  const services = ids('services', file.services);
  const sites = ids('sites', file.sites);
  const teams = ids('teams', file.teams);
  const people = ids('people', file.people);
  ids('freezes', file.freezes);

  const refer = (path: Path, id: string | undefined, known: ReadonlySet<string>, kind: string): void => {
    if (id !== undefined && !known.has(id))
      problems.push({
        path,
        expected: `the id of one of ${kind} (${[...known].slice(0, 12).join(', ') || 'there are none'})`,
      });
  };

  file.services.forEach((service, s) => {
    service.dependsOn.forEach((id, d) => refer(['services', s, 'dependsOn', d], id, services, 'services'));
  });
  file.sites.forEach((site, s) => {
    const at = (...rest: Path): Path => ['sites', s, ...rest];
    refer(at('account'), site.account, accounts, 'accounts');
    refer(at('owner'), site.owner, teams, 'teams');
    // A failover that names no site of this file is only not drawn: workspaces may be split between files.
    site.services.forEach((id, i) => refer(at('services', i), id, services, 'services'));
    if (site.location === undefined && REGION_METROS[site.region] === undefined) {
      problems.push({ path: at('region'), expected: 'a known region, or a "location" beside it' });
    }
    const subdivision = subdivisionProblem(site);
    if (subdivision !== null) problems.push({ path: at('subdivision'), expected: subdivision });
    signalProblems(site, s, accounts, problems);
  });
  file.teams.forEach((team, t) => refer(['teams', t, 'handsOverTo'], team.handsOverTo, teams, 'teams'));
  file.people.forEach((person, p) => refer(['people', p, 'team'], person.team, teams, 'teams'));
  file.rota.forEach((line, r) => {
    refer(['rota', r, 'team'], line.team, teams, 'teams');
    line.people.forEach((id, p) => refer(['rota', r, 'people', p], id, people, 'people'));
  });
  file.leave.forEach((line, l) => refer(['leave', l, 'person'], line.person, people, 'people'));
  file.cover.forEach((line, c) => {
    refer(['cover', c, 'team'], line.team, teams, 'teams');
    line.people.forEach((id, p) => refer(['cover', c, 'people', p], id, people, 'people'));
    refer(['cover', c, 'instead'], line.instead, people, 'people');
  });
  file.swaps.forEach((line, s) => {
    refer(['swaps', s, 'team'], line.team, teams, 'teams');
    line.between.forEach((id, b) => refer(['swaps', s, 'between', b], id, people, 'people'));
  });
  problems.push(...dutyProblems(file));
  file.freezes.forEach((freeze, f) => {
    freeze.sites?.forEach((id, i) => refer(['freezes', f, 'sites', i], id, sites, 'sites'));
    for (const { path, ...problem } of freezeProblems(freeze, file.sites))
      problems.push({ ...problem, path: ['freezes', f, ...path] });
  });
  refer(['sync', 'account'], file.sync?.account, accounts, 'accounts');
  return problems;
}

function signalProblems(site: SiteFile, s: number, accounts: ReadonlySet<string>, problems: PathProblem[]): void {
  const seen = new Set<string>();
  site.signals.forEach((signal, g) => {
    const at = (...rest: Path): Path => ['sites', s, 'signals', g, ...rest];
    if (seen.has(signal.id))
      problems.push({
        path: at('id'),
        expected: `an id that no other signal of the site has, "${signal.id}" is taken`,
      });
    seen.add(signal.id);
    const homes = new Set(
      Object.values(signal.metrics ?? {}).map((one) => `${one.account ?? site.account}/${one.region ?? site.region}`),
    );
    if (homes.size > 1) {
      const expected = 'metrics of one account and one region: CloudWatch computes an expression in a single place';
      problems.push({ path: at('metrics'), expected });
    }
    const metrics = Object.entries(signal.metrics ?? {}).map(([key, metric]) => ({
      path: at('metrics', key, 'account'),
      metric,
    }));
    if (signal.metric !== undefined) metrics.push({ path: at('metric', 'account'), metric: signal.metric });
    for (const { path, metric } of metrics) {
      if (metric.account !== undefined && !accounts.has(metric.account)) {
        problems.push({ path, expected: `the id of one of accounts (${[...accounts].join(', ')})` });
      }
    }
  });
}
