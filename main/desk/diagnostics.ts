import type { Snapshot } from '../../shared/domain/snapshot/types';
import type { Workspace } from '../../shared/domain/workspace/types';
import type { Diagnostics } from '../../shared/ipc/types';
import { iso, type Ms } from '../../shared/lib/time';

/** Everything the text is made of; gathered in main/diagnostics.ts. */
export interface DiagnosticFacts {
  readonly at: Ms;
  readonly version: string;
  readonly runtime: string;
  /** Versions beneath: Node, Chromium, the operating system. */
  readonly versions: readonly string[];
  readonly uptimeMs: Ms;
  readonly memory: readonly string[];
  readonly dataFolder: {
    readonly path: string;
    readonly files: readonly { readonly name: string; readonly bytes: number }[];
  };
  readonly workspace: Workspace;
  readonly snapshot: Snapshot;
  readonly crashes: readonly { readonly at: Ms; readonly kind: string; readonly name: string }[];
  readonly log: readonly string[];
}

/**
 * What helps another person to see what is wrong here, as text to paste. Names of the workspace become numbers (site 3, account
 * 1) before anything else is taken out, so that a name that holds a key or an account id does not come out either.
 */
export function diagnosticsText(facts: DiagnosticFacts, redact: (text: string) => string): Diagnostics {
  const names = namesOf(facts.workspace);
  const text = redact(linesOf(facts, (part) => rename(part, names)).join('\n'));
  return { text, lines: text.split('\n').length };
}

/** `tidy` takes out names; it is for what this machine and this team filled in, not for our own words. */
function linesOf(facts: DiagnosticFacts, tidy: (text: string) => string): readonly string[] {
  const { at, snapshot, workspace, dataFolder, crashes, log } = facts;
  const age = (then: Ms | null): string =>
    then === null ? 'never' : `${Math.max(0, Math.round((at - then) / 1_000))} s ago`;
  const count = (values: readonly string[]): string =>
    [...new Set(values)]
      .sort()
      .map((value) => `${values.filter((one) => one === value).length} ${value}`)
      .join(', ') || 'none';
  const condition = (name: string): number => snapshot.sources.filter((source) => source.condition === name).length;
  const failing = snapshot.sources.filter((source) => source.reason !== null);
  return [
    `Meridian diagnostics, ${iso(at)}`,
    'Made on this machine and sent nowhere. Keys and tokens are left out, account ids shortened, names of the workspace numbered.',
    '',
    `Version       ${facts.version}, ${facts.runtime}`,
    ...facts.versions.map((line) => `              ${line}`),
    `Running for   ${Math.round(facts.uptimeMs / 1_000)} s`,
    ...facts.memory.map((line, index) => `${index === 0 ? 'Memory        ' : '              '}${line}`),
    '',
    `Data folder   ${tidy(dataFolder.path)}`,
    ...dataFolder.files.map(({ name, bytes }) => `              ${tidy(name)} ${bytes} bytes`),
    '',
    `Workspace     ${snapshot.demo ? 'demo' : 'a file'}${snapshot.workspace.problem === null ? '' : ', a changed file is not used'}`,
    `              ${workspace.accounts.size} accounts, ${workspace.sites.length} sites (${count(workspace.sites.map((site) => site.tier))}), ${workspace.sites.reduce((sum, site) => sum + site.signals.length, 0)} signals, ${workspace.teams.length} teams`,
    `              status: ${count(snapshot.sites.map((site) => site.status))}; attention: ${snapshot.attention.length}; events: ${snapshot.events.length}`,
    ...(snapshot.workspace.problem === null
      ? []
      : [`              ${tidy(snapshot.workspace.problem.split('\n')[0] ?? '')}`]),
    '',
    `Sources       ${snapshot.sources.length}: ${condition('live')} live`,
    ...snapshot.sources.map(
      (source) =>
        `              ${tidy(source.account)} ${source.region} ${source.api}: ${source.condition}, last answer ${age(source.lastGoodAt)}, every ${source.intervalSeconds} s`,
    ),
    '',
    'Last errors',
    ...(failing.length === 0
      ? ['              none']
      : failing.map(
          (source) =>
            `              ${tidy(source.account)} ${source.region} ${source.api}: ${tidy(source.reason ?? '')}`,
        )),
    '',
    'Crash reports',
    ...(crashes.length === 0
      ? ['              none']
      : crashes.map(({ at: when, kind, name }) => `              ${iso(when)} ${kind} ${name}`)),
    '',
    'Log',
    ...(log.length === 0 ? ['              empty'] : log.map(tidy)),
  ];
}

/** Every name a team gave something, and what stands for it. Longest first: a name may be a part of another. */
function namesOf(workspace: Workspace): readonly (readonly [name: string, label: string])[] {
  const labels = new Map<string, string>();
  const add = (label: string, ...names: readonly (string | null | undefined)[]): void => {
    for (const name of names)
      if (name !== null && name !== undefined && name.trim().length >= 2 && !labels.has(name)) labels.set(name, label);
  };
  add('workspace', workspace.id, workspace.name);
  [...workspace.accounts.values()].forEach((account, index) =>
    add(`account ${index + 1}`, account.id, account.name, account.profile),
  );
  workspace.sites.forEach((site, index) => {
    add(`site ${index + 1}`, site.id, site.name, site.contact);
  });
  workspace.teams.forEach((team, index) => add(`team ${index + 1}`, team.id, team.name));
  workspace.people.forEach((person, index) => add(`person ${index + 1}`, person.id, person.name));
  return [...labels].sort(([one], [other]) => other.length - one.length);
}

/** Replaces whole names only: the account "prod" is no part of "production". One pass, so that no label is renamed again. */
function rename(text: string, names: readonly (readonly [name: string, label: string])[]): string {
  if (names.length === 0) return text;
  const labels = new Map(names);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names.map(([name]) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'gu',
  );
  return text.replace(pattern, (name) => labels.get(name) ?? name);
}
