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

/** What stands around every screen. */
export function Shell({
  declare,
  children,
}: {
  /** The sheet that declares an incident: of another feature, and loaded when it is opened. */
  readonly declare: ReactNode;
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
      <Overlays declare={declare} />
      <Notice />
      <HintLayer now={now} />
    </>
  );
}

function Overlays({ declare }: { readonly declare: ReactNode }) {
  const overlay = useNavigation((state) => state.overlay);
  return overlay === null ? null : <Opened key={overlay} overlay={overlay} declare={declare} />;
}

/** Takes the focus while it is open and gives it back to where it was. */
function Opened({ overlay, declare }: { readonly overlay: Overlay; readonly declare: ReactNode }) {
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
      {overlay === 'palette' ? <Palette /> : overlay === 'keys' ? <KeySheet /> : declare}
    </>
  );
}
