import { useNavigation, useStores } from '../../../stores/stores';
import { Icon } from '../../../ui/icons';
import { SCREENS } from './screens';
import './rail.css';

/** Screens by number. Those that do not exist yet stand there dimmed and say so; none of them shows a count. */
export function Rail() {
  const { navigation } = useStores();
  const hasDrawer = useNavigation((state) => state.site !== null);
  return (
    <nav className="rail no-scrollbar" aria-label="Screens" data-panel>
      {SCREENS.map((screen, index) => (
        <div key={screen.id} className={screen.id === 'settings' ? 'rail-end' : 'rail-slot'}>
          {index === 1 && <span className="rail-note">Not built yet</span>}
          <button
            type="button"
            className={screen.built ? 'rail-item is-on' : 'rail-item is-later'}
            aria-current={screen.built ? 'page' : undefined}
            aria-disabled={!screen.built}
            aria-keyshortcuts={String(index + 1)}
            data-hint={screen.built ? `${screen.word}: key ${index + 1}` : `${screen.word}: not built yet.`}
            onClick={() => {
              if (!screen.built) navigation.say(`${screen.word} is not built yet.`);
              else if (hasDrawer) navigation.back();
            }}
          >
            <Icon name={screen.id} size={20} stroke={1.8} />
            <span>{screen.word}</span>
          </button>
        </div>
      ))}
    </nav>
  );
}
