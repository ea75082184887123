import { useState } from 'react';
import { HOUR, MINUTE, type Ms } from '../../../../shared/lib/time';
import type { Handover } from '../../../../shared/domain/shifts/types';
import { useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { age, bothClocks } from '../../../ui/time';
import { isPast } from '../choose';
import { ArrivingBox, ArrivingButton } from '../leaving/arriving';
import { useArriving } from '../leaving/use-arriving';

/** Drafted by itself so long before the end of the shift (H1). */
const DRAFTED_BEFORE = HOUR;

/** No handover yet: who gives over next, and a draft for the asking. */
export function Empty({
  coming,
  now,
  mayDraft,
}: {
  readonly coming: readonly Handover[];
  readonly now: Ms;
  readonly mayDraft: boolean;
}) {
  const arriving = useArriving();
  return (
    <div className="ho-empty" role="group" aria-label="No handover yet" {...arriving.drop}>
      <h1>No handover yet</h1>
      {coming.length === 0 && (
        <p>No team of the workspace file hands over to another: name one with handsOverTo, and its shifts.</p>
      )}
      {coming.length > 0 && (
        <p>
          A draft is filled from live data: open incidents, changes of the next shift, AWS events, and what to watch. It
          comes by itself {DRAFTED_BEFORE / MINUTE} minutes before the end of a shift; people write the rest and sign
          it.{!mayDraft && ' Say above who you are, then draft one.'}
        </p>
      )}
      <ul>
        {coming.map((one, index) => (
          <Coming key={one.from.id} handover={one} now={now} first={index === 0} mayDraft={mayDraft} />
        ))}
        {mayDraft && (
          <li>
            <p>
              <b>A handover that was saved on another machine</b>: drop its file here, or
            </p>
            <ArrivingButton arriving={arriving} />
          </li>
        )}
      </ul>
      <ArrivingBox arriving={arriving} />
    </div>
  );
}

function Coming({
  handover,
  now,
  first,
  mayDraft,
}: {
  readonly handover: Handover;
  readonly now: Ms;
  readonly first: boolean;
  readonly mayDraft: boolean;
}) {
  const { from, to, at } = handover;
  return (
    <li>
      <p>
        <b>
          {from.name} hands over to {to.name}
        </b>
        {isPast(handover, now)
          ? `: the shift ended at ${bothClocks(at, now, from.timeZone)}, ${age(now - at)} ago, and nothing is drafted. It can still be handed over, and is marked late.`
          : ` at ${bothClocks(at, now, from.timeZone)}, in ${age(at - now)}.`}
      </p>
      <DraftButton team={from.id} primary={first} disabled={!mayDraft} word={draftWord(handover, now)} />
    </li>
  );
}

export const draftWord = (end: Pick<Handover, 'at'>, now: Ms): string =>
  isPast(end, now) ? 'Draft now, late' : 'Draft now';

/** Makes one from live data, and shows it. */
export function DraftButton({
  team,
  primary = false,
  disabled = false,
  word,
}: {
  readonly team: string;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  readonly word: string;
}) {
  const { handovers, navigation } = useStores();
  const [busy, setBusy] = useState(false);
  const draft = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const made = await handovers.draft(team);
    setBusy(false);
    if ('problem' in made) {
      navigation.say(made.problem);
      return;
    }
    navigation.openHandover(made.id);
    if (made.notSaved !== null) navigation.say(made.notSaved);
  };
  return (
    <Button
      kind={primary ? 'primary' : 'plain'}
      small={!primary}
      disabled={busy || disabled}
      onClick={() => void draft()}
    >
      {busy ? 'Drafting' : word}
    </Button>
  );
}
