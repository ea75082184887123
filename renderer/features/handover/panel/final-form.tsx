import { useEffect, useRef } from 'react';
import { isOpen } from '../../../../shared/domain/handover/items';
import { assertNever } from '../../../../shared/lib/assert-never';
import type { HandoverAct } from '../../../../shared/ipc/handovers-contract';
import { plural } from '../../../ui/format';
import { hashInGroups, type FinalAct } from './sign-off-model';
import { everybody, type PanelCommands, type Told } from './told';
import { WordsForm } from './words-form';

interface Asked {
  readonly title: string;
  readonly about: string;
  readonly word: string;
  readonly label: string | null;
  readonly placeholder: string;
  readonly required: boolean;
  readonly actOf: (text: string) => HandoverAct;
}

/** What cannot be taken back is said once, here where it is done, with what it means. */
export function FinalForm({
  told,
  commands,
  act,
  onClose,
}: {
  readonly told: Told;
  readonly commands: PanelCommands;
  readonly act: FinalAct;
  readonly onClose: () => void;
}) {
  const { view } = told;
  const asked = askedOf(told, act);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef(act);
  useEffect(() => {
    const { current } = box;
    current?.querySelector<HTMLElement>('textarea, button')?.focus();
    const panel = current?.closest<HTMLElement>('[data-panel]');
    const name = opener.current;
    return () => {
      // Back to what opened it, or to the panel where that is gone.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body)
          (panel?.querySelector<HTMLElement>(`[data-act="${name}"]`) ?? panel)?.focus();
      });
    };
  }, []);
  return (
    <div className="sign-ask" ref={box}>
      <WordsForm
        draft={`handover.${view.id}.${act}`}
        label={asked.label}
        placeholder={asked.placeholder}
        word={asked.word}
        required={asked.required}
        {...(asked.required && { most: 2_000 })}
        onSend={(text) => commands.act(view.id, asked.actOf(text))}
        onClose={onClose}
      >
        <p>
          <b>{asked.title}</b> {asked.about} <b>This cannot be taken back.</b>
        </p>
      </WordsForm>
    </div>
  );
}

function askedOf({ view, team, short }: Told, act: FinalAct): Asked {
  const { content, hash } = view;
  const from = team(content.from);
  const to = team(content.to);
  const covers = `${plural(content.items.filter(isOpen).length, 'open item')} and ${plural(content.ifThens.length, 'if-then')}`;
  switch (act) {
    case 'sign':
      return {
        title: `Sign ${hashInGroups(hash)}?`,
        about: `It covers ${covers} as they stand now; an edit voids it. ${from} keeps duty until ${everybody(content.receivers, short, to)} takes it.`,
        word: 'Sign',
        label: null,
        placeholder: '',
        required: false,
        actOf: () => ({ act, content: hash }),
      };
    case 'accept':
      return {
        title: `Take duty from ${from}?`,
        about: `From now on it is ${to}'s. What you accept is kept as it stands.`,
        word: 'Take the shift',
        label: 'Reservations, if any',
        placeholder: 'What you take it with',
        required: false,
        actOf: (reservations) => ({ act, content: hash, reservations }),
      };
    case 'refuse':
      return {
        title: 'Refuse this handover?',
        about: `${from} keeps duty, and reads why.`,
        word: 'Refuse',
        label: 'Reason',
        placeholder: 'What has to be put right',
        required: true,
        actOf: (reason) => ({ act, content: hash, reason }),
      };
    case 'self-cover':
      return {
        title: 'Cover both shifts?',
        about: `You keep duty for ${to} as well. It is marked as such: nothing passed from hand to hand.`,
        word: 'Cover both',
        label: 'Reason',
        placeholder: 'Why nobody else takes it',
        required: true,
        actOf: (reason) => ({ act, content: hash, reason }),
      };
    default:
      return assertNever(act);
  }
}
