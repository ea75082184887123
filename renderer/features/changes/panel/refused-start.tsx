import type { GuardAnswer } from '../../../../shared/domain/guard/types';
import { Button } from '../../../ui/controls';
import { Glyph } from '../../../ui/glyph';
import { holding } from './verdict-model';

interface RefusedProps {
  readonly guard: GuardAnswer | null;
  readonly onOverride: () => void;
  readonly onClose: () => void;
}

/** Why it does not start, and the two ways on. */
export function RefusedStart({ guard, onOverride, onClose }: RefusedProps) {
  return (
    <div className="panel-ask" role="alert">
      <p>
        <b>Not started: the guard says hold.</b>
      </p>
      <ul className="ask-findings">
        {holding(guard).map(({ key, text, detail }) => (
          <li key={key}>
            <Glyph status="critical" size={11} word="Hold" />
            <span>
              {text} <small>{detail}</small>
            </span>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <Button small autoFocus onClick={onOverride}>
          Override hold
        </Button>
        <Button small onClick={onClose}>
          Leave it
        </Button>
      </div>
    </div>
  );
}
