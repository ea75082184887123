import { useState } from 'react';
import { Avatar, Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { list } from '../../../ui/format';
import { FinalForm } from './final-form';
import { hashInGroups, signOffOf, type FinalAct, type SignOffView } from './sign-off-model';
import type { Signer, Witness } from './signers-model';
import type { PanelCommands, Told } from './told';

interface Props {
  readonly told: Told;
  readonly witnesses: readonly Witness[];
  readonly commands: PanelCommands;
  /** Null: the document as a whole. */
  readonly onItem: (item: string | null) => void;
  /** On which side somebody says to be whom the document names on none or on both. */
  readonly onSide: (side: 'giver' | 'receiver') => void;
  readonly say: (text: string) => void;
}

const WORD: Readonly<Record<FinalAct, string>> = {
  sign: 'Sign and hand over',
  accept: 'Take the shift',
  refuse: 'Refuse',
  'self-cover': 'I cover both shifts',
};

/** Who gave it, who takes it, and the one thing that this person can do about it now. */
export function SignOff({ told, witnesses, commands, onItem, onSide, say }: Props) {
  const { view, names } = told;
  const [asked, setAsked] = useState<FinalAct | null>(null);
  const shown = signOffOf(told, witnesses);
  const seen = async (): Promise<void> => {
    const refused = await commands.act(view.id, { act: 'seen' });
    if (refused !== null) say(refused);
  };
  return (
    <section className="panel-sign" aria-label="Sign-off">
      <div className="sign-scroll">
        <div className="sign-head">
          <h3>Sign-off</h3>
          <span className="mono" data-hint={`What a signature covers: ${view.hash}`} tabIndex={0}>
            <span className="visually-hidden">Hash </span>
            {hashInGroups(view.hash)}
          </span>
        </div>
        {shown.says.map(({ key, text, tone }) => (
          <p key={key} className={`sign-say is-${tone}`} dir="auto">
            {text}
          </p>
        ))}
        <ul className="sign-people">
          {shown.signers.map((signer) => (
            <SignerRow key={signer.line} signer={signer} names={signer.people.map((person) => names.person(person))} />
          ))}
        </ul>
        {shown.not !== null && <p className="sign-not">{shown.not}</p>}
        <Missing shown={shown} onItem={onItem} />
      </div>
      {asked !== null && isOffered(shown, asked) ? (
        <FinalForm key={asked} {...{ told, commands }} act={asked} onClose={() => setAsked(null)} />
      ) : (
        <Actions shown={shown} onAsk={setAsked} onSide={onSide} onSeen={() => void seen()} />
      )}
    </section>
  );
}

/** A form stays open only while what it asks about can still be done. */
const isOffered = ({ primary, beside }: SignOffView, act: FinalAct): boolean =>
  (primary?.act === act && primary.ready) || beside.includes(act);

function SignerRow({
  signer: { role, line, mark },
  names,
}: {
  readonly signer: Signer;
  readonly names: readonly string[];
}) {
  return (
    <li className={`sign-person is-${mark}`}>
      <Avatar name={names[0] ?? null} on={role === 'Outgoing'} />
      <div>
        <b dir="auto">{list(names)}</b>
        <span>{line}</span>
      </div>
      <i aria-hidden="true">
        {mark === 'signed' && <Icon name="check" size={14} stroke={3.4} />}
        {mark === 'read' && <Icon name="eye" size={14} />}
        {mark === 'refused' && <Icon name="close" size={14} stroke={3} />}
        {(mark === 'waiting' || mark === 'void') && <span className="sign-empty" />}
      </i>
    </li>
  );
}

/** What is missing, each a way to where it is written. */
function Missing({ shown: { lacks, primary }, onItem }: { readonly shown: SignOffView } & Pick<Props, 'onItem'>) {
  if (lacks.length === 0 || primary === null) return null;
  const title = primary.act === 'accept' ? 'Missing before you can take it' : 'Missing before you can sign';
  return (
    <div className="sign-missing" role="group" aria-label={title}>
      <p>{title}:</p>
      <ul>
        {lacks.map(({ item, text }) => (
          <li key={`${item ?? ''} ${text}`}>
            <button type="button" onClick={() => onItem(item)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Actions({
  shown: { primary, beside, asksSide, asksSeen },
  onAsk,
  onSide,
  onSeen,
}: Pick<Props, 'onSide'> & {
  readonly shown: SignOffView;
  readonly onAsk: (act: FinalAct) => void;
  readonly onSeen: () => void;
}) {
  if (primary === null && beside.length === 0 && !asksSide && !asksSeen) return null;
  return (
    <div className="sign-actions">
      {primary !== null && (
        <Button
          kind={primary.ready ? 'primary' : 'plain'}
          data-act={primary.act}
          // It keeps its place in the order of the keys, so that why it is closed can be read there.
          aria-disabled={!primary.ready}
          aria-description={primary.waits === '' ? undefined : primary.waits}
          onClick={() => {
            if (primary.ready) onAsk(primary.act);
          }}
        >
          {primary.word}
        </Button>
      )}
      {primary !== null && primary.waits !== '' && <span className="sub">{primary.waits}</span>}
      {asksSeen && (
        <Button data-act="seen" onClick={onSeen}>
          I have read it
        </Button>
      )}
      {asksSide && (
        <>
          <Button data-act="receive" onClick={() => onSide('receiver')}>
            I receive it
          </Button>
          <Button data-act="give" onClick={() => onSide('giver')}>
            I give it
          </Button>
        </>
      )}
      {beside.map((act) => (
        <Button key={act} kind="quiet" data-act={act} onClick={() => onAsk(act)}>
          {WORD[act]}
        </Button>
      ))}
    </div>
  );
}
