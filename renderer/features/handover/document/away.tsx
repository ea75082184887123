import { useState } from 'react';
import type { HandoverItem } from '../../../../shared/domain/handover/types';
import { Button } from '../../../ui/controls';
import { useGround } from '../ground';

/** What is not handed over, or told with another item: never gone, always with its reason and a way back. */
export function Away({ items }: { readonly items: readonly HandoverItem[] }) {
  const { editable, edit, say } = useGround();
  const [open, setOpen] = useState(false);
  const dismissed = items.filter(({ dismissed: why }) => why !== null).length;
  const told = items.length - dismissed;
  const words = [
    ...(dismissed > 0 ? [`${dismissed} dismissed`] : []),
    ...(told > 0 ? [`${told} told with another`] : []),
  ].join(', ');
  return (
    <div className="ho-gone">
      <Button small kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words}
      </Button>
      {open && (
        <ul>
          {items.map((item) => (
            <li key={item.id}>
              <span dir="auto">{[item.name, item.line].filter((word) => word !== '').join(' ')}</span>
              <span className="sub">
                {item.dismissed === null ? 'told with another' : `dismissed: ${item.dismissed}`}
              </span>
              {editable && (
                <Button
                  small
                  kind="quiet"
                  onClick={() =>
                    void edit({ edit: 'restore', id: item.id }).then((refused) => refused !== null && say(refused))
                  }
                >
                  Bring it back
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
