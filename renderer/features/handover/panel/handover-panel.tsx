import { useEffect, useMemo, useRef, useState } from 'react';
import type { HandoverView } from '../../../../shared/domain/handover/types';
import type { Ms } from '../../../../shared/lib/time';
import { usePreferences, useSnapshot, useStores } from '../../../stores/stores';
import type { Names } from '../../../ui/names';
import { useClocks } from '../use-clocks';
import { announcementOf } from './announce';
import { DutyConflict } from './conflict';
import { Questions } from './questions';
import { ReadBacks } from './read-backs';
import { SignOff } from './sign-off';
import { told, type PanelCommands, type Told } from './told';
import { usePanelKeys } from './use-panel-keys';
import { useWitnesses } from './use-witnesses';
import '../../../ui/forms.css';
import './panel.css';
import './sign-off.css';

export interface HandoverPanelProps {
  readonly view: HandoverView;
  readonly names: Names;
  /** Who writes here; null: nobody said yet. */
  readonly me: string | null;
  readonly now: Ms;
  readonly commands: PanelCommands;
  /** Shows an item in the document; null: the document itself. */
  readonly onItem: (item: string | null) => void;
}

/** How duty passes on: read-backs, questions, signatures, and who has it. */
export function HandoverPanel({ view, names, me, now, commands, onItem }: HandoverPanelProps) {
  const { navigation } = useStores();
  const teams = useSnapshot((state) => state.snapshot?.teams);
  const letters = usePreferences((state) => state.letters);
  const clocks = useClocks();
  const box = usePanelKeys(letters);
  const witnesses = useWitnesses(view, now);
  const [as, setAs] = useState<'giver' | 'receiver' | null>(null);
  const telling = useMemo(
    () => told({ view, names, teams: teams ?? [], clocks, me, now, as }),
    [view, names, teams, clocks, me, now, as],
  );
  const announcement = useAnnouncement(telling);
  return (
    <aside className="handover-panel" aria-label="Read-back and sign-off" data-panel tabIndex={-1} ref={box}>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      <div className="panel-scroll" tabIndex={-1}>
        <DutyConflict told={telling} commands={commands} />
        <ReadBacks told={telling} commands={commands} onItem={onItem} />
        <Questions told={telling} commands={commands} />
      </div>
      <SignOff
        told={telling}
        {...{ witnesses, commands, onItem }}
        onSide={setAs}
        say={(text) => navigation.say(text)}
      />
    </aside>
  );
}

/** What others did since it was drawn last, until something else is to be said. */
function useAnnouncement(telling: Told): string {
  const before = useRef(telling.view);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (before.current === telling.view) return;
    const news = before.current.id === telling.view.id ? announcementOf(before.current, telling) : '';
    before.current = telling.view;
    if (news !== '') setSaid(news);
  }, [telling]);
  return said;
}
