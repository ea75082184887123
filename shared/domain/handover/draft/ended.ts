import { assertNever } from '../../../lib/assert-never';
import { isOver } from '../../change/rules';
import { CHANGE_STATE_WORD } from '../../change/words';
import { isOver as isIncidentOver } from '../../incident/rules';
import { STATE_WORD } from '../../incident/words';
import { isActive } from '../../outside/rules';
import { isSeen } from '../../sources/condition';
import { GLOBAL } from '../../sources/types';
import type { HandoverItem } from '../types';
import type { AwsEvent } from './aws';
import { wasOverridden } from './changes';
import { timeText } from './item';
import type { Known } from './known';
import { muteEnded } from './mutes';
import { RUN_STATE } from './runs';
import { CHANGES_KEY, DUTY_KEY, FOLLOW_UPS_KEY, RECORDS_KEY, placeKey } from './sources';
import { isSignIn, signInEnded } from './sign-ins';
import { coverKey } from './watch';
import { followUpKey } from './incidents';

const GONE = 'not seen any more';
/** Its name stands here already; what became of it does not belong here. */
const RESTRICTED = 'restricted since, and told apart';

/** How an item ended that the draft has no more; null: it is not known to be over. Lack of data ends nothing. */
export function endings(known: Known, events: ReadonlyMap<string, AwsEvent>): (item: HandoverItem) => string | null {
  const { now, until, start, unread } = known;
  const time = (at: number): string => timeText(at, now);
  const incidents = known.incidents === null ? null : new Map(known.incidents.map((row) => [row.id, row]));
  const changes = known.changes === null ? null : new Map(known.changes.map((change) => [change.id, change]));
  const runs = new Map(known.outside.map((run) => [run.id, run]));
  const gaps = new Set(known.gaps.map(coverKey));
  const followUps = new Map(known.followUps.map((one) => [followUpKey(one), one]));
  const freezes = new Set(known.rules.freezes.map(({ id }) => id));

  const incident = ({ reference }: HandoverItem): string | null => {
    if (incidents === null) return null;
    const row = incidents.get(reference);
    if (row === undefined) return GONE;
    if (row.restricted) return RESTRICTED;
    if (!isIncidentOver(row.state)) return null;
    const word = row.state === null ? '' : STATE_WORD[row.state].toLowerCase();
    return row.times.resolved === null ? word : `resolved ${time(row.times.resolved)}`;
  };

  const change = ({ reference }: HandoverItem): string | null => {
    if (changes === null) return null;
    const found = changes.get(reference);
    if (found === undefined) return GONE;
    const { state, window, times } = found;
    const word = CHANGE_STATE_WORD[state].toLowerCase();
    if (isOver(state)) return times.endedAt === null ? word : `${word} ${time(times.endedAt)}`;
    if (state === 'draft') return 'a draft again';
    if (window === null) return 'without a window now';
    if (window.start >= until) return `moved to ${time(window.start)}`;
    return window.end <= start ? `its window ended ${time(window.end)}, and nobody began it` : null;
  };

  const run = ({ reference }: HandoverItem): string | null => {
    const found = runs.get(reference);
    if (found === undefined) return GONE;
    const at = found.endedAt === null ? '' : ` ${time(found.endedAt)}`;
    // Back before a closed stage: it waits for nobody here, and may wait for weeks.
    return isActive(found) && found.state !== 'blocked' ? null : `${RUN_STATE[found.state]}${at}`;
  };

  const override = ({ reference }: HandoverItem): string | null => {
    if (changes === null) return null;
    const found = changes.get(reference);
    if (found === undefined) return GONE;
    if (!wasOverridden(found)) return 'overrides nothing any more';
    return known.previous === null ? null : 'was for review at the handover before';
  };

  const freeze = ({ reference, begins, ends }: HandoverItem): string => {
    if (!freezes.has(reference)) return GONE;
    if (ends !== null && ends <= now) return `over since ${time(ends)}`;
    if (begins !== null && begins <= now) return `holds${ends === null ? '' : ` until ${time(ends)}`}`;
    return 'not in this shift any more';
  };

  const aws = ({ reference, sites }: HandoverItem): string | null => {
    const event = events.get(reference);
    if (event === undefined) return sites.some((id) => isAwsUnseen(id)) ? null : GONE;
    const { open, end, lastUpdated, start: begins, category } = event.newest;
    if (!open) {
      const at = end ?? lastUpdated;
      return at === null ? 'closed by AWS' : `closed by AWS ${time(at)}`;
    }
    if (event.sites.length === 0) return 'concerns no site of ours any more';
    if (category === 'issue') return null;
    if (category !== 'scheduledChange' || begins === null) return 'no time is given any more';
    if (begins >= until) return `moved to ${time(begins)}`;
    return end !== null && end <= start ? `over since ${time(end)}` : `began ${time(begins)}`;
  };
  const isAwsUnseen = (id: string): boolean => {
    const site = known.siteOf(id);
    if (site === undefined) return false;
    const health = known.sourceOf(site.account, GLOBAL, 'Health');
    return site.healthViewMissing !== null || (health !== undefined && !isSeen(health.condition));
  };

  const site = ({ reference }: HandoverItem): string | null => {
    const found = known.siteOf(reference);
    if (found === undefined) return GONE;
    return found.status === 'ok' ? `ok since ${time(found.since)}` : null;
  };

  const source = ({ key, reference }: HandoverItem): string | null => {
    if (key === RECORDS_KEY) return incidents === null ? null : 'can be read again';
    if (key === CHANGES_KEY) return changes === null ? null : 'can be read again';
    // Without the incidents it is not known which follow-ups there are.
    if (key === FOLLOW_UPS_KEY) return incidents === null || unread.followUps.length > 0 ? null : 'can be read again';
    if (key === DUTY_KEY) return unread.duty ? null : 'can be read again';
    const there = known.sources.filter((one) => placeKey(one) === reference);
    if (there.length === 0) return GONE;
    return there.every(({ condition }) => isSeen(condition)) ? 'seen again' : null;
  };

  const cover = ({ key, ends }: HandoverItem): string | null => {
    if (ends !== null && ends <= now) return `over since ${time(ends)}`;
    return gaps.has(key) || unread.duty ? null : 'somebody is on duty';
  };

  const followUp = ({ key, reference }: HandoverItem): string | null => {
    if (incidents === null) return null;
    const row = incidents.get(reference);
    if (row === undefined) return GONE;
    if (row.restricted) return RESTRICTED;
    if (unread.followUps.includes(reference)) return null;
    const found = followUps.get(key);
    if (found === undefined) return 'done or withdrawn';
    if (found.due === null) return 'without a due time now';
    return found.due >= until ? `due ${time(found.due)} now` : null;
  };

  return (item) => {
    // What people wrote ends when people say so.
    if (item.origin === null) return null;
    switch (item.kind) {
      case 'incident':
        return incident(item);
      case 'change':
        return item.key.startsWith('run:') ? run(item) : change(item);
      case 'override':
        return override(item);
      case 'freeze':
        return freeze(item);
      case 'aws-event':
      case 'aws-scheduled':
        return aws(item);
      case 'site':
        return site(item);
      case 'source':
        return source(item);
      case 'expiry':
        return isSignIn(item) ? signInEnded(item, known) : muteEnded(item, known);
      case 'cover':
        return cover(item);
      case 'follow-up':
        return followUp(item);
      case 'action':
      case 'note':
        return null;
      default:
        return assertNever(item.kind);
    }
  };
}
