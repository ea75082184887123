import { useEffect, useMemo, useState } from 'react';
import type { IncidentView, NoticedSecret } from '../../../../shared/domain/incident/types';
import type { NotesSession } from '../../../stores/notes-session';
import { useRecords, useStores } from '../../../stores/stores';
import { watchSecrets, type NotedSecret } from './secret-watch';
import type { SecretToSay } from './secrets-line';

const PLACE: Readonly<Record<NoticedSecret['place'], string>> = {
  title: 'the title',
  timeline: 'the timeline',
  followUps: 'a follow-up',
  links: 'a link',
  snapshots: 'a snapshot',
  images: "an image's name",
  other: 'another field',
};
const NONE: readonly NotedSecret[] = [];

/** What looks like a secret in an incident and was not left by this person: those in the notes, to mark, and all of them, to say. */
export function useSecrets(
  incident: IncidentView,
  session: NotesSession,
  showInNotes: (secret: NotedSecret) => void,
): {
  readonly marked: readonly NotedSecret[];
  readonly said: readonly SecretToSay[];
  readonly kept: readonly string[];
} {
  const { navigation } = useStores();
  const left = useRecords((state) => state.left);
  const [noted, setNoted] = useState(NONE);
  useEffect(() => {
    const watch = watchSecrets(session.text, (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    });
    const stop = watch.found.subscribe(setNoted);
    return () => {
      stop();
      watch.stop();
    };
  }, [session]);
  const marked = useMemo(() => noted.filter(({ key }) => !left.has(key)), [noted, left]);
  const elsewhere = incident.secrets.filter(({ key }) => !left.has(key));
  // What was left in other incidents is no business of a redaction here.
  const here = new Set([...noted, ...incident.secrets].map(({ key }) => key));
  const kept = [...here].filter((key) => left.has(key));
  return {
    marked,
    kept,
    said: [
      ...marked.map((secret): SecretToSay => ({
        key: secret.key,
        kind: secret.kind,
        where: `the notes, line ${secret.line}`,
        show: () => showInNotes(secret),
      })),
      ...elsewhere.map(({ key, kind, place, entry }): SecretToSay => ({
        key,
        kind,
        where: PLACE[place],
        show: () => {
          if (!showEntry(entry ?? place)) navigation.say(`It is in ${PLACE[place]} that is not on screen.`);
        },
      })),
    ],
  };
}

/** Brings an entry of the screen into view and gives it the focus. */
function showEntry(entry: string): boolean {
  const found = document.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry)}"]`);
  if (found === null) return false;
  found.scrollIntoView({ block: 'center' });
  found.focus({ preventScroll: true });
  return true;
}
