import type { ReactNode } from 'react';
import { alsoTakenText, isSameEnd } from '../../../../shared/domain/handover/same-end';
import { hasEnded } from '../../../../shared/domain/handover/state';
import type { HandoverRow, HandoverView } from '../../../../shared/domain/handover/types';
import type { Handover } from '../../../../shared/domain/shifts/types';
import type { Ms } from '../../../../shared/lib/time';
import type { HandoverEdit } from '../../../../shared/ipc/handovers-contract';
import { useHandovers, useRecords } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { list, plural } from '../../../ui/format';
import { Icon } from '../../../ui/icons';
import { age, bothClocks } from '../../../ui/time';
import type { Fresh } from '../use-fresh';
import { DraftButton, draftWord } from './empty';

/** Why handovers cannot be read or written; nothing while they can. */
export function Trouble() {
  const status = useRecords((state) => state.status);
  const problem = useHandovers((state) => state.problem);
  if (status?.problem != null) return <Strip bad title="Records cannot be opened." text={status.problem} />;
  if (status?.notSaved != null)
    return (
      <Strip
        bad
        title="Not saved."
        text={`${status.notSaved.message}. What you write stays in memory and is tried again.`}
      />
    );
  return problem === null ? null : <Strip bad title="Handovers cannot be read." text={problem} />;
}

/** What came while somebody wrote, and what is known now that the document does not say. */
export function News({
  waiting,
  fresh,
  busy,
  onShow,
  onRefresh,
}: {
  readonly waiting: number;
  readonly fresh: Fresh | null;
  readonly busy: boolean;
  readonly onShow: () => void;
  readonly onRefresh: () => void;
}) {
  if (waiting > 0)
    return (
      <Strip
        title={`${plural(waiting, 'line')} came while you wrote.`}
        text="They wait, so that nothing moves under your hand."
      >
        <Button small onClick={onShow}>
          Show {waiting === 1 ? 'it' : 'them'}
        </Button>
      </Strip>
    );
  const words = fresh === null ? [] : newsWords(fresh);
  if (words.length === 0) return null;
  return (
    <Strip title={`${list(words)} since the draft.`} text="What people wrote stays as it is.">
      <Button small disabled={busy} onClick={onRefresh}>
        Bring up to date
      </Button>
    </Strip>
  );
}

const newsWords = ({ added, changed, closed }: Fresh): readonly string[] => [
  ...(added > 0 ? [`${added} new`] : []),
  ...(changed > 0 ? [`${changed} changed`] : []),
  ...(closed > 0 ? [`${closed} over`] : []),
];

/** H1: the shift of the person's team is over, and nothing was drafted: it can be handed over still. */
export function Late({ end: { from, to, at }, now }: { readonly end: Handover; readonly now: Ms }) {
  return (
    <Strip
      title={`${from.name} has not handed over to ${to.name}.`}
      text={`The shift ended at ${bothClocks(at, now, from.timeZone)}, ${age(now - at)} ago, and nothing is drafted.`}
    >
      <DraftButton team={from.id} word={draftWord({ at }, now)} />
    </Strip>
  );
}

/** After the acceptance: which text stands here, and how to see the other (H5). */
export function AcceptedStrip({
  by,
  amended,
  showsCopy,
  editable,
  onSwitch,
}: {
  readonly by: string;
  /** How many parts are others than in the copy. */
  readonly amended: number;
  readonly showsCopy: boolean;
  readonly editable: boolean;
  readonly onSwitch: () => void;
}) {
  if (showsCopy)
    return (
      <Strip
        title={amended > 0 ? 'Amended after acceptance.' : 'Accepted.'}
        text={`This is the copy that ${by} took duty with.`}
      >
        {(amended > 0 || editable) && (
          <Button small onClick={onSwitch}>
            {amended > 0 ? 'See what changed' : 'Amend it'}
          </Button>
        )}
      </Strip>
    );
  return (
    <Strip
      title="Amended after acceptance."
      text={`${amended === 0 ? 'Nothing is another yet' : `${plural(amended, 'part')} of it ${amended === 1 ? 'is another' : 'are others'}`} than in the accepted copy. It gives duty back to nobody.`}
    >
      <Button small onClick={onSwitch}>
        Back to the accepted copy
      </Button>
    </Strip>
  );
}

/** What was written in two places at once, what cannot be read here, what was lost. */
export function Merged({ view, person }: { readonly view: HandoverView; readonly person: (id: string) => string }) {
  const { conflicts, waiting, lost } = view;
  const updates = waiting.reduce((sum, one) => sum + one.updates, 0);
  return (
    <>
      {conflicts.map(({ field, values }) => (
        <Strip
          key={field}
          title="Written apart, differently."
          text={`${field}: ${list(values.map((value) => `\u201c${String(value)}\u201d`))}. All are kept; write it once more to settle it.`}
        />
      ))}
      {updates > 0 && (
        <Strip
          title="Not all of it is here yet."
          text={`${plural(updates, 'update')} of ${list(waiting.map((one) => (one.person === null ? 'somebody' : person(one.person))))} wait for what came before them.`}
        />
      )}
      {lost > 0 && (
        <Strip
          bad
          title="Not all of it can be read."
          text={`${plural(lost, 'entry', 'entries')} of it are damaged here.`}
        />
      )}
    </>
  );
}

interface TwinProps {
  readonly view: HandoverView;
  readonly rows: readonly HandoverRow[];
  readonly editable: boolean;
  readonly person: (id: string) => string;
  readonly clock: (at: number) => string;
  readonly onShow: (id: string) => void;
  readonly onEdit: (edit: HandoverEdit) => void;
}

/** What else is here of this end of the shift: two givers may draft apart, and one of both is enough. */
export function Twin({ view, rows, editable, person, clock, onShow, onEdit }: TwinProps) {
  const { putAway, alsoTaken } = view;
  const over = hasEnded(view.state);
  if (putAway !== null && !over)
    return (
      <Strip title="Put away." text={`It is offered to nobody: ${putAway}`}>
        {editable && (
          <Button small onClick={() => onEdit({ edit: 'take-up' })}>
            Take it up
          </Button>
        )}
      </Strip>
    );
  const [taken] = alsoTaken;
  const other = taken?.id ?? rows.find((row) => row.id !== view.id && row.putAway === null && isSameEnd(row, view))?.id;
  if (other === undefined) return null;
  const text =
    taken === undefined
      ? 'Sign one of them, and put the other away.'
      : `${capital(alsoTakenText(taken, person, clock))}.`;
  return (
    <Strip bad={over} title={over ? 'Taken over twice.' : 'There are two of this end of the shift.'} text={text}>
      <Button small onClick={() => onShow(other)}>
        Show the other
      </Button>
      {editable && !over && (
        <Button small onClick={() => onEdit({ edit: 'put-away', reason: TWIN_REASON })}>
          Put this one away
        </Button>
      )}
    </Strip>
  );
}

const TWIN_REASON = 'there is another handover of this end of the shift';
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function Strip({
  bad = false,
  title,
  text,
  children,
}: {
  readonly bad?: boolean;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={bad ? 'ho-strip is-bad' : 'ho-strip'} role={bad ? 'alert' : 'status'}>
      {bad && <Icon name="shield" size={16} />}
      <p>
        <b>{title}</b> {text}
      </p>
      {children}
    </div>
  );
}
