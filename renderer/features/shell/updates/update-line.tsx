import { useState } from 'react';
import type { UpdateAction } from '../../../../shared/domain/updates/types';
import { useStores, useUpdates } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { updateLineOf } from './view-model';
import './update-line.css';

/**
 * A quiet line below the strip about a new version. It takes its own place, so it covers nothing, and it has no colour: nothing
 * about an update is ever more urgent than what stands below it.
 */
export function UpdateLine() {
  const { updates, navigation } = useStores();
  const state = useUpdates((one) => one.updates);
  const [away, setAway] = useState<string | null>(null);
  const line = updateLineOf(state, away);
  const act = (action: UpdateAction): void =>
    void updates.act(action).then((refused) => {
      if (refused !== null) navigation.say(refused);
    });
  return (
    <div role="status" aria-label="Updates">
      {line !== null && (
        <div className="update-line" data-panel>
          <Icon name="refresh" size={13} />
          <p>
            <b>{line.text}</b>
            {line.detail !== null && <span>{line.detail}</span>}
          </p>
          {line.share !== null && <progress aria-label="Downloaded" max={1} value={line.share} />}
          <div className="update-line-actions">
            {line.action !== null && <ActionButton {...line.action} act={act} />}
            {line.away !== null && (
              <Button kind="quiet" small onClick={() => setAway(line.key)}>
                {line.away}
              </Button>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function ActionButton(props: {
  readonly action: UpdateAction;
  readonly label: string;
  readonly act: (action: UpdateAction) => void;
}) {
  return (
    <Button small onClick={() => props.act(props.action)}>
      {props.label}
    </Button>
  );
}
