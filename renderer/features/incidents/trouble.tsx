import { shortId } from '../../../shared/domain/incident/words';
import { useRecords, useSight, useStores } from '../../stores/stores';
import { Button } from '../../ui/controls';
import { copyText } from '../../ui/copy';
import { Icon } from '../../ui/icons';
import { useOfflineText } from './use-offline';

/** What a person must know before they write: where words go, and how old the picture beside them is. */
export function Trouble() {
  const { navigation } = useStores();
  const status = useRecords((state) => state.status);
  const rows = useRecords((state) => state.rows);
  const kind = useSight((sight) => sight.kind);
  const offline = useOfflineText();
  if (status?.problem != null)
    return (
      <Strip critical title="Records cannot be opened." text={status.problem}>
        {null}
      </Strip>
    );
  if (status?.notSaved != null)
    return (
      <Strip
        critical
        title="Not saved."
        text={`${status.notSaved.message}. What you write stays in memory and is tried again.`}
      >
        <CopyUnsaved />
      </Strip>
    );
  if (status !== null && status.report.length > 0)
    return (
      <Strip title="The records were put in order at the start." text={status.report.join(' ')}>
        {null}
      </Strip>
    );
  if (offline === null || rows === null || kind === 'loading') return null;
  return (
    <Strip title={offline.title} text={offline.text}>
      <Button small onClick={() => navigation.goTo('live')}>
        See what is known
      </Button>
    </Strip>
  );
}

function CopyUnsaved() {
  const { navigation, records } = useStores();
  const copy = async (): Promise<void> => {
    const text = await records.unsavedText().catch(() => null);
    const copied = text !== null && (await copyText(text));
    navigation.say(copied ? 'Everything that is not saved is on the clipboard.' : 'Copy was refused.');
  };
  return (
    <Button small onClick={() => void copy()}>
      Copy what is not saved
    </Button>
  );
}

/** Notes of the person before that could not be sent any more: only here, until they are put away. */
export function Unsent() {
  const { navigation, records } = useStores();
  return useRecords((state) => state.unsent).map((notes, index) => (
    <Strip
      key={`${index} ${notes.id}`}
      critical
      title="Not saved when the person changed."
      text={`Notes of ${shortId(notes.id)} ${notes.title}. They are kept here until they are put away.`}
    >
      <Button
        small
        onClick={() =>
          void copyText(notes.text).then((copied) =>
            navigation.say(copied ? 'The notes are on the clipboard.' : 'Copy was refused.'),
          )
        }
      >
        Copy the notes
      </Button>
      <Button small onClick={() => records.putAway(notes)}>
        Put away
      </Button>
    </Strip>
  ));
}

function Strip({
  critical = false,
  title,
  text,
  children,
}: {
  readonly critical?: boolean;
  readonly title: string;
  readonly text: string;
  readonly children: React.ReactNode;
}) {
  return (
    <div className={critical ? 'incidents-strip is-bad' : 'incidents-strip'} role={critical ? 'alert' : 'status'}>
      <Icon name={critical ? 'shield' : 'offline'} size={18} />
      <p>
        <b>{title}</b> <span>{text}</span>
      </p>
      {children}
    </div>
  );
}
