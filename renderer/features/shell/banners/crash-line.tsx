import { useCommands, useStores } from '../../../stores/stores';
import { Button } from '../../../ui/controls';
import { Icon } from '../../../ui/icons';
import { copyDiagnostics } from '../diagnostics';
import { crashLineOf } from './view-model';

/** One quiet line: Meridian itself failed in an earlier run, and where the report of it lies. */
export function CrashLine() {
  const { commands, navigation } = useStores();
  const crash = useCommands((state) => state.crash);
  if (crash === null) return null;
  const { title, text, name } = crashLineOf(crash);
  return (
    <div className="crash-line" role="status">
      <Icon name="incidents" size={15} />
      <p>
        <b>{title}</b> {text}{' '}
        <span tabIndex={0} data-hint={crash.file}>
          {name}
        </span>
      </p>
      <div className="banner-actions">
        <Button kind="quiet" small onClick={() => void copyDiagnostics(commands).then(navigation.say)}>
          Copy diagnostics
        </Button>
        <Button small onClick={() => commands.dismissCrash()}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}
