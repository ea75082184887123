import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Overlay } from '../../stores/navigation';
import { Pane } from '../../stores/pane';
import { useNavigation, useStores } from '../../stores/stores';
import { HintLayer } from '../../ui/hint';
import { Later } from '../../ui/later';
import { Banners } from './banners/banners';
import { CrashLine } from './banners/crash-line';
import { KeySheet } from './keys/key-sheet';
import { Notice } from './notice';
import { Palette } from './palette/palette';
import { Rail } from './rail/rail';
import { SunStrip } from './strip/strip';
import { TitleBar } from './title-bar/title-bar';
import { UpdateLine } from './updates/update-line';
import { useKeys } from './use-keys';
import { useTheme } from './use-theme';
import './shell.css';

type Sheets = Readonly<Record<Exclude<Overlay, 'palette' | 'keys'>, ReactNode>>;

/** What stands around every screen. */
export function Shell({
  sheets,
  children,
}: {
  /** Sheets of another feature, loaded when they are opened. */
  readonly sheets: Sheets;
  readonly children: ReactNode;
}) {
  const { clock } = useStores();
  const now = useCallback(() => clock.getState().now, [clock]);
  useTheme();
  useKeys();
  return (
    <>
      <Pane>
        <TitleBar />
      </Pane>
      <Later place="strip">
        <Pane>
          <SunStrip />
        </Pane>
      </Later>
      <Pane>
        <Banners />
      </Pane>
      <CrashLine />
      <UpdateLine />
      <div className="app">
        <Rail />
        {children}
      </div>
      <Overlays sheets={sheets} />
      <Notice />
      <HintLayer now={now} />
    </>
  );
}

function Overlays({ sheets }: { readonly sheets: Sheets }) {
  const overlay = useNavigation((state) => state.overlay);
  return overlay === null ? null : <Opened key={overlay} overlay={overlay} sheets={sheets} />;
}

/** Takes the focus while it is open and gives it back to where it was. */
function Opened({ overlay, sheets }: { readonly overlay: Overlay; readonly sheets: Sheets }) {
  const { navigation } = useStores();
  // Read while rendering for the first time: the sheet inside takes the focus as soon as it is mounted.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
  return (
    <>
      <div className="shade" onPointerDown={() => navigation.show(null)} />
      {overlay === 'palette' ? <Palette /> : overlay === 'keys' ? <KeySheet /> : sheets[overlay]}
    </>
  );
}
