import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { IncidentView } from '../../../../shared/domain/incident/types';
import { shortId } from '../../../../shared/domain/incident/words';
import { IMAGE_MEDIA, MOST_IMAGE, MOST_NOTES, MOST_PASTE } from '../../../../shared/ipc/records-limits';
import type { NotesSession } from '../../../stores/notes-session';
import { useRecords, useStores } from '../../../stores/stores';
import { copyText } from '../../../ui/copy';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { useFolded } from '../../../ui/use-media';
import { useClocks } from '../use-clocks';
import type { Names } from '../use-names';
import { mountEditor, type Format, type Insertion, type MountedEditor } from './editor';
import { Preview } from './preview';
import { saveLineOf } from './save-line';
import './notes.css';

type Mode = 'write' | 'read' | 'split';

interface NotesProps {
  readonly incident: IncidentView;
  readonly names: Names;
  readonly onSnapshot: (hash: string) => void;
}

/** The notes of an incident: Markdown as it is typed, saved with each key stroke, and as it reads. */
export function Notes({ incident, names, onSnapshot }: NotesProps) {
  const { records } = useStores();
  const [session, setSession] = useState<NotesSession | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    records.notes(incident.id).then(
      (opened) => {
        if (!wanted) return;
        setSession(opened);
        setProblem(null);
      },
      (thrown: unknown) => {
        if (wanted) setProblem(thrown instanceof Error ? thrown.message : String(thrown));
      },
    );
    return () => {
      wanted = false;
    };
  }, [records, incident.id, tries]);
  if (problem !== null)
    return (
      <div className="notes-problem" role="alert">
        <p>The notes cannot be opened: {problem}</p>
        <Button small onClick={() => setTries(tries + 1)}>
          Try again
        </Button>
      </div>
    );
  if (session === null) return <section className="notes" aria-busy="true" aria-label="Notes" />;
  return <Opened incident={incident} names={names} session={session} onSnapshot={onSnapshot} />;
}

const BUTTONS: readonly (readonly [format: Format, word: string, sign: string])[] = [
  ['heading', 'Heading', 'H'],
  ['bold', 'Bold', 'B'],
  ['italic', 'Italic', 'I'],
  ['task', '- [ ] To-do item', '- [ ]'],
  ['number', '1. Numbered item', '1.'],
  ['code', '</> Code', '</>'],
];

function Opened({ incident, names, session, onSnapshot }: NotesProps & { readonly session: NotesSession }) {
  const { navigation, records, clock } = useStores();
  const clocks = useClocks();
  const folded = useFolded();
  const [asked, setMode] = useState<Mode>('write');
  const mode: Mode = folded && asked === 'split' ? 'write' : asked;
  const [refused, setRefused] = useState<string | null>(null);
  const rows = useRecords((state) => state.rows);
  const editor = useRef<MountedEditor | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const zone = names.zone(incident.sites);

  const keepImage = async (file: File): Promise<string | null> => {
    const media = IMAGE_MEDIA.find((one) => one === file.type);
    if (media === undefined) {
      navigation.say(`${file.name} is no PNG, JPEG, WebP or GIF; it was not put in.`);
      return null;
    }
    if (file.size > MOST_IMAGE) {
      navigation.say(
        `${file.name} has ${Math.ceil(file.size / 1e6)} MB; an image may have ${MOST_IMAGE / 1e6} MB. It was not put in.`,
      );
      return null;
    }
    const kept = await records.putImage(incident.id, media, file.name, new Uint8Array(await file.arrayBuffer()));
    if (typeof kept === 'string') {
      navigation.say(kept);
      return null;
    }
    return `![${file.name.replace(/[[\]\\]/g, ' ')}](image:${kept.hash})`;
  };
  const time = (): string => clocks.both(clock.getState().now, zone);
  const insertions = (): readonly Insertion[] => [
    { label: 'Time', detail: time(), also: 'now clock', text: () => `${time()} ` },
    { label: 'Decision', detail: 'a line with its time', also: '', text: () => `**Decision** ${time()}: ` },
    { label: 'Action', detail: 'a line to tick', also: 'todo task', text: () => '- [ ] ' },
    ...incident.sites.map((site): Insertion => ({
      label: `Snapshot of ${names.site(site)}`,
      detail: 'pins it now',
      also: 'pin evidence',
      text: async () => {
        const pinned = await records.pin({ id: incident.id, site });
        if (typeof pinned === 'string') {
          navigation.say(pinned);
          return null;
        }
        return `[${linkText(`${names.site(site)}, ${time()}`)}](snapshot:${pinned.hash.slice(0, 12)}) `;
      },
    })),
    ...(rows ?? [])
      .filter(({ id }) => id !== incident.id)
      .map((row): Insertion => ({
        label: `${shortId(row.id)} ${row.title}`,
        detail: 'link to incident',
        also: '',
        text: () => `[${shortId(row.id)} ${linkText(row.title)}](record:${row.id}) `,
      })),
    ...names.sites.map((site): Insertion => ({
      label: site.title,
      detail: 'link to site',
      also: site.id,
      text: () => `[${linkText(site.title)}](site:${encodeURIComponent(site.id)}) `,
    })),
  ];

  // What the editor calls is what stands here when it calls.
  const calls = useRef({ keepImage, insertions });
  useEffect(() => {
    calls.current = { keepImage, insertions };
  });
  const host = useRef<HTMLDivElement>(null);
  const shown = mode !== 'read';
  useEffect(() => {
    const place = host.current;
    if (!shown || place === null) return undefined;
    const part = document.createElement('div');
    part.className = 'notes-editor';
    place.append(part);
    const mounted = mountEditor({
      host: part,
      session,
      insertions: () => calls.current.insertions(),
      onImage: (file) => calls.current.keepImage(file),
      onTooLarge: setRefused,
      onLeave: () => place.closest<HTMLElement>('[data-panel]')?.focus({ preventScroll: true }),
    });
    editor.current = mounted;
    return () => {
      editor.current = null;
      mounted.destroy();
      part.remove();
    };
  }, [session, shown]);

  const showsText = mode !== 'write';
  const tabs: readonly (readonly [Mode, string])[] = [
    ['write', 'Write'],
    ['read', 'Read'],
    ...(folded ? [] : ([['split', 'Split']] as const)),
  ];
  return (
    <section className="notes" aria-label="Notes" data-panel tabIndex={-1}>
      <header>
        <h2>Notes</h2>
        <span className="sub">Markdown</span>
        <div className="notes-modes" role="group" aria-label="Show the notes">
          {tabs.map(([one, word]) => (
            <button key={one} type="button" aria-pressed={mode === one} onClick={() => setMode(one)}>
              {word}
            </button>
          ))}
        </div>
      </header>
      <div className={`notes-box is-${mode}`}>
        {shown && (
          <div className="notes-tools" role="toolbar" aria-label="Write">
            {BUTTONS.map(([format, word, sign]) => (
              <button
                key={format}
                type="button"
                className={`is-${format}`}
                aria-label={word}
                data-hint={word}
                onClick={() => editor.current?.format(format)}
              >
                {sign}
              </button>
            ))}
            <button
              type="button"
              aria-label="Attach an image"
              data-hint="Attach an image. Pasting or dropping one does the same."
              onClick={() => picker.current?.click()}
            >
              <Icon name="paperclip" size={15} />
            </button>
            <button
              type="button"
              aria-label="Insert the time"
              data-hint="Insert the time"
              onClick={() => editor.current?.insert(`${time()} `)}
            >
              <Icon name="clock" size={15} />
            </button>
            <span className="notes-slash" aria-hidden="true">
              <kbd>/</kbd> insert
            </span>
            <input
              ref={picker}
              type="file"
              hidden
              multiple
              accept={IMAGE_MEDIA.join(',')}
              onChange={(event) => {
                editor.current?.attach([...(event.target.files ?? [])]);
                event.target.value = '';
              }}
            />
          </div>
        )}
        <div className="notes-panes">
          {shown && <div className="notes-host" ref={host} data-notes-host />}
          {showsText && (
            <div className="notes-preview" tabIndex={0} role="region" aria-label="Notes as they read">
              <LivePreview session={session} incident={incident.id} names={names} onSnapshot={onSnapshot} />
            </div>
          )}
        </div>
        {refused !== null && <Refused text={refused} onClose={() => setRefused(null)} />}
        <SaveStatus session={session} zone={zone} />
      </div>
    </section>
  );
}

/** Brackets end a link's text. */
const linkText = (text: string): string => text.replace(/[[\]\\\n]/g, ' ');

function LivePreview({
  session,
  ...rest
}: { readonly session: NotesSession; readonly incident: string } & Omit<NotesProps, 'incident'>) {
  const text = useSyncExternalStore(
    (changed) => {
      session.text.observe(changed);
      return () => session.text.unobserve(changed);
    },
    () => session.text.toJSON(),
  );
  return <Preview text={text} {...rest} />;
}

/** A text that was too long to be put in: it stays here until the person puts it away. */
function Refused({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { navigation } = useStores();
  const size = text.length >= 1e6 ? `${(text.length / 1e6).toFixed(1)} million` : text.length.toLocaleString('en-US');
  return (
    <div className="notes-refused" role="alert">
      <p>
        <b>Not put in: {size} characters.</b> At once go {MOST_PASTE.toLocaleString('en-US')}, and notes hold{' '}
        {MOST_NOTES.toLocaleString('en-US')}. The text is kept here.
      </p>
      <pre tabIndex={0}>{text.length > SHOWN ? `${text.slice(0, SHOWN)}\n...` : text}</pre>
      <div className="notes-refused-actions">
        <Button
          small
          onClick={() =>
            void copyText(text).then((copied) => navigation.say(copied ? 'Copied, all of it.' : 'Copy was refused.'))
          }
        >
          Copy all of it
        </Button>
        <Button small onClick={onClose}>
          Put away
        </Button>
      </div>
    </div>
  );
}
/** Enough of it to know what it is. */
const SHOWN = 20_000;

function SaveStatus({ session, zone }: { readonly session: NotesSession; readonly zone: string }) {
  const { navigation } = useStores();
  const clocks = useClocks();
  const state = useStore(session.state);
  const line = saveLineOf(state, clocks, zone);
  return (
    <footer className={`notes-saved is-${line.kind}`} role={line.kind === 'not-saved' ? 'alert' : undefined}>
      <i className="saved-ring" aria-hidden="true" />
      <span>
        <b>{line.strong}</b> {line.text}
      </span>
      {line.kind === 'not-saved' && (
        <>
          <Button small onClick={() => session.retry()}>
            Try now
          </Button>
          <Button
            small
            onClick={() =>
              void copyText(session.text.toJSON()).then((copied) =>
                navigation.say(copied ? 'The notes are on the clipboard.' : 'Copy was refused.'),
              )
            }
          >
            Copy the text
          </Button>
        </>
      )}
    </footer>
  );
}
