import { useEffect, useRef, useState } from 'react';
import type { Secret } from '../../../../shared/domain/secrets/types';
import type { IncidentView } from '../../../../shared/domain/incident/types';
import { IMAGE_MEDIA, MOST_IMAGE } from '../../../../shared/ipc/records-limits';
import type { NotesSession } from '../../../stores/notes-session';
import { useRecords, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { useFolded } from '../../../ui/use-media';
import { SecretsLine } from '../secrets/secrets-line';
import { useSecrets } from '../secrets/use-secrets';
import { useClocks } from '../use-clocks';
import type { Names } from '../../../ui/names';
import { mountEditor, type Format, type Insertion, type MountedEditor } from './editor';
import { insertionsOf } from './insertions';
import { LivePreview, Refused, SaveStatus } from './notes-foot';
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

  // Found under Read: selected as soon as the text is there.
  const toSelect = useRef<Secret | null>(null);
  const { marked, said, kept } = useSecrets(incident, session, (secret) => {
    if (editor.current !== null) {
      editor.current.select(secret.from, secret.to);
      return;
    }
    toSelect.current = secret;
    setMode('write');
  });

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
    if (kept.note !== null) navigation.say(kept.note);
    return `![${file.name.replace(/[[\]\\]/g, ' ')}](image:${kept.hash})`;
  };
  const time = (): string => clocks.both(clock.getState().now, zone);
  const insertions = (): readonly Insertion[] =>
    insertionsOf({
      incident,
      names,
      rows: rows ?? [],
      time,
      pin: async (site) => {
        const pinned = await records.pin({ id: incident.id, site });
        const said = typeof pinned === 'string' ? pinned : pinned.note;
        if (said !== null) navigation.say(said);
        return typeof pinned === 'string' ? null : pinned.hash;
      },
    });

  // What the editor calls is what stands here when it calls.
  const calls = useRef({ keepImage, insertions, marked });
  useEffect(() => {
    calls.current = { keepImage, insertions, marked };
  });
  useEffect(() => editor.current?.mark(marked), [marked]);
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
    mounted.mark(calls.current.marked);
    const wanted = toSelect.current;
    toSelect.current = null;
    if (wanted !== null) mounted.select(wanted.from, wanted.to);
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
        <SecretsLine incident={incident.id} secrets={said} kept={kept} />
        <SaveStatus session={session} zone={zone} />
      </div>
    </section>
  );
}
