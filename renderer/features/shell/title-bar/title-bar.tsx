import { useNavigation, usePreferences, useSecond, useSight, useSnapshot, useStores } from '../../../stores/stores';
import type { Theme } from '../../../stores/preferences';
import { nextZone, ZONE_WORD } from '../../../ui/clocks';
import { Glyph } from '../../../ui/glyph';
import { Icon, Mark, type IconName } from '../../../ui/icons';
import { SCREENS } from '../rail/screens';
import { pillOf } from './view-model';
import './title-bar.css';

const THEMES: readonly Theme[] = ['system', 'dark', 'light'];
const THEME_LOOK: Readonly<Record<Theme, readonly [icon: IconName, word: string]>> = {
  system: ['system', 'System'],
  dark: ['moon', 'Dark'],
  light: ['sun', 'Light'],
};

/** In a frameless window this bar is what one drags; the system's own buttons keep their place at its end. */
export function TitleBar() {
  const { navigation, preferences, place } = useStores();
  const workspace = useSnapshot((state) => state.snapshot?.workspace.name ?? null);
  const demo = useSnapshot((state) => state.snapshot?.demo ?? false);
  const current = useNavigation((state) => state.screen);
  const screen = SCREENS.find(({ id }) => id === current)?.word;
  const zone = usePreferences((state) => state.zone);
  const theme = usePreferences((state) => state.theme);
  const [icon, word] = THEME_LOOK[theme];
  const nextTheme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';
  return (
    <header className={place === 'desktop' && navigator.userAgent.includes('Mac') ? 'bar is-mac' : 'bar'} data-panel>
      <div className="bar-mark">
        <Mark />
      </div>
      <div className="bar-title">
        <b>Meridian</b>
        <span>{screen}</span>
      </div>
      {workspace !== null && <div className="bar-workspace">{workspace}</div>}
      <button type="button" className="bar-search" aria-haspopup="dialog" onClick={() => navigation.show('palette')}>
        <Icon name="search" />
        <span className="bar-search-long">Find a site, or run a command</span>
        <span className="bar-search-short">Find or run a command</span>
        <kbd aria-hidden="true">Ctrl</kbd>
        <kbd aria-hidden="true">K</kbd>
      </button>
      <div className="bar-pills">
        <Freshness />
        {demo && (
          <span
            className="pill is-dashed"
            data-hint="Nothing here is real: a simulator answers instead of AWS, at real speed."
            tabIndex={0}
          >
            Demo data
          </span>
        )}
        <button
          type="button"
          className="bar-switch"
          data-hint={`Times are shown as ${ZONE_WORD[zone]}.\nClick or Z: ${ZONE_WORD[nextZone(zone)]}.`}
          onClick={() => preferences.set({ zone: nextZone(zone) })}
        >
          <Icon name="clock" size={13} />
          {ZONE_WORD[zone]}
        </button>
        <button
          type="button"
          className="bar-switch"
          aria-label={`Theme: ${word}`}
          data-hint={`Theme: ${word}. Click for ${THEME_LOOK[nextTheme][1].toLowerCase()}.`}
          onClick={() => preferences.set({ theme: nextTheme })}
        >
          <Icon name={icon} size={13} />
          {word}
        </button>
      </div>
    </header>
  );
}

function Freshness() {
  const sight = useSight((one) => one);
  const sources = useSnapshot((state) => state.snapshot?.sources);
  const spend = useSnapshot((state) => state.snapshot?.spend ?? null);
  const now = useSecond();
  const view = pillOf(sight, sources ?? [], spend, now);
  return (
    <span className={view.live ? 'pill' : 'pill is-blind'} role="status" tabIndex={0} data-hint={view.hint}>
      <Glyph status={view.glyph} size={view.live ? 11 : 12} said={view.live} />
      <b>{view.strong}</b>
      {view.rest !== '' && <i>{view.rest}</i>}
    </span>
  );
}
