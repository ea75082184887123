import { useEffect } from 'react';
import { usePreferences } from '../../stores/stores';
import { useMedia } from '../../ui/use-media';

/** Puts the chosen theme, or the system's, on the page. */
export function useTheme(): void {
  const theme = usePreferences((state) => state.theme);
  const systemLight = useMedia('(prefers-color-scheme: light)');
  const resolved = theme === 'system' ? (systemLight ? 'light' : 'dark') : theme;
  useEffect(() => {
    document.documentElement.dataset['theme'] = resolved;
  }, [resolved]);
}
