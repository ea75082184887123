import { useDeferredValue, useMemo } from 'react';
import { findSecrets, withoutSecrets } from '../../shared/domain/secrets/find-secrets';
import { SECRET_NAMES } from '../../shared/domain/secrets/types';
import { Button } from './controls';
import { Icon } from './icons';
import './secret-hint.css';

/** Beside a field that is not sent yet: what in it looks like a secret can be taken out before anybody has it. */
export function SecretHint({
  text,
  note = '',
  onClean,
}: {
  readonly text: string;
  readonly note?: string;
  readonly onClean: (text: string) => void;
}) {
  const looked = useDeferredValue(text);
  const [first] = useMemo(() => findSecrets(looked), [looked]);
  return (
    <div role="status">
      {first !== undefined && (
        <div className="secret-hint">
          <Icon name="key" size={14} />
          <p>
            <b>{SECRET_NAMES[first.kind]}?</b> {note}
          </p>
          <Button
            small
            // A field that is sent when it is left is not left.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onClean(withoutSecrets(text))}
          >
            Take it out
          </Button>
        </div>
      )}
    </div>
  );
}
