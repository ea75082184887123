import type { Alarm } from '../../shared/domain/alarms/types';
import type { Site } from '../../shared/domain/workspace/types';
import { matchesAny } from '../../shared/lib/glob';
import type { Outcome } from './source-loop';
import { sweepAlarms, type AlarmMemory } from './sweep/alarms';
import type { Asker } from './sweep/asker';

/** DescribeAlarms of one account and region. */
export class AlarmSource {
  private readonly asker: Asker;
  private readonly sites: readonly Site[];
  private readonly onChange: () => void;
  private readonly memory: AlarmMemory = { oldTypes: false };
  private states: ReadonlyMap<string, string> | null = null;

  /** `onChange` is called when an alarm that some site looks at changed its state (P4). */
  constructor(asker: Asker, sites: readonly Site[], onChange: () => void) {
    this.asker = asker;
    this.sites = sites;
    this.onChange = onChange;
  }

  async sweep(): Promise<Outcome> {
    const found = await sweepAlarms(this.asker, this.memory);
    if (!found.ok) return { failure: found.error, awsAt: null, notUnderstood: [], update: null };
    const { alarms, awsAt, notUnderstood } = found.value;
    const before = this.states;
    this.states = new Map(alarms.filter((alarm) => this.isWatched(alarm)).map((alarm) => [alarm.arn, alarm.state]));
    if (before !== null && differ(before, this.states)) this.onChange();
    return { failure: null, awsAt, notUnderstood, update: (source) => ({ kind: 'alarms', source, alarms }) };
  }

  /** Target tracking and its like sit in ALARM by design and flap: what every site ignores is no news. */
  private isWatched({ name }: Alarm): boolean {
    return this.sites.some(
      ({ alarms: { include, ignore } }) => (include === null || matchesAny(include, name)) && !matchesAny(ignore, name),
    );
  }
}

/** A state that changed, or an alarm that is new and not OK. */
const differ = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): boolean =>
  [...now].some(([arn, state]) => (before.get(arn) ?? 'OK') !== state);
