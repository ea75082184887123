import { useMinute, useChanges, useRecords } from '../../stores/stores';
import type { OutsideRun } from '../../../shared/domain/outside/types';
import { Glyph } from '../../ui/glyph';
import { Icon } from '../../ui/icons';
import { age } from '../../ui/time';
import { list } from '../../ui/format';
import { waitingRuns } from './timeline/items';

/** Why changes cannot be read or written; nothing while they can. */
export function Trouble() {
  const status = useRecords((state) => state.status);
  const problem = useChanges((state) => state.problem);
  if (status?.problem != null) return <Strip title="Records cannot be opened." text={status.problem} />;
  if (status?.notSaved != null)
    return (
      <Strip
        title="Not saved."
        text={`${status.notSaved.message}. What you planned stays in memory and is tried again.`}
      />
    );
  return problem === null ? null : <Strip title="Changes cannot be read." text={problem} />;
}

function Strip({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className="changes-strip is-bad" role="alert">
      <Icon name="shield" size={16} />
      <p>
        <b>{title}</b> {text}
      </p>
    </div>
  );
}

/** Runs outside that wait for somebody: for days, some of them, and they do nothing meanwhile. */
export function Waiting({ outside }: { readonly outside: readonly OutsideRun[] }) {
  const now = useMinute();
  const waiting = waitingRuns(outside);
  if (waiting.length === 0) return null;
  const words = waiting.slice(0, 3).map((run) => {
    const since = run.waitingSince === null ? '' : `, ${age(now - run.waitingSince)}`;
    return `${run.name} (${run.region}${since})`;
  });
  const more = waiting.length > 3 ? [`${waiting.length - 3} more`] : [];
  return (
    <div className="changes-strip" role="status">
      <Glyph status="unknown" size={12} word="Waiting" />
      <p>
        <b>Waiting in AWS for a person:</b> {list([...words, ...more])}.
      </p>
    </div>
  );
}
