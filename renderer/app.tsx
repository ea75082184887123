// Tokens and base come first: what a component says of itself must win over them.
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { lazy, Suspense, useEffect } from 'react';
import { LiveScreen } from './features/live/live-screen';
import { Shell } from './features/shell/shell';
import { StoresProvider, useNavigation, type WindowStores } from './stores/stores';

// What people write brings an editor and documents with it; the first screen waits for none of that.
const IncidentsScreen = lazy(async () => ({
  default: (await import('./features/incidents/incidents-screen')).IncidentsScreen,
}));
const ChangesScreen = lazy(async () => ({
  default: (await import('./features/changes/changes-screen')).ChangesScreen,
}));
const HandoverScreen = lazy(async () => ({
  default: (await import('./features/handover/handover-screen')).HandoverScreen,
}));
const PinSheet = lazy(async () => ({ default: (await import('./features/incidents/pin/pin-sheet')).PinSheet }));
const PlanSheet = lazy(async () => ({
  default: (await import('./features/changes/form/plan-sheet')).PlanSheet,
}));
const DutySheet = lazy(async () => ({ default: (await import('./features/handover/duty/duty-sheet')).DutySheet }));
const MeasuresSheet = lazy(async () => ({
  default: (await import('./features/handover/history/measures-sheet')).MeasuresSheet,
}));
const Declare = lazy(async () => ({ default: (await import('./features/incidents/declare/declare')).Declare }));

/** The window: its stores started, the shell around the screen. Screens to come stand beside these. */
export function App({ stores }: { readonly stores: WindowStores }) {
  useEffect(() => stores.start(), [stores]);
  return (
    <StoresProvider stores={stores}>
      <Shell
        sheets={{
          declare: (
            <Suspense fallback={null}>
              <Declare />
            </Suspense>
          ),
          plan: (
            <Suspense fallback={null}>
              <PlanSheet />
            </Suspense>
          ),
          duty: (
            <Suspense fallback={null}>
              <DutySheet />
            </Suspense>
          ),
          measures: (
            <Suspense fallback={null}>
              <MeasuresSheet />
            </Suspense>
          ),
          pin: (
            <Suspense fallback={null}>
              <PinSheet />
            </Suspense>
          ),
        }}
      >
        <Screen />
      </Shell>
    </StoresProvider>
  );
}

function Screen() {
  const screen = useNavigation((state) => state.screen);
  if (screen === 'live') return <LiveScreen />;
  return (
    <Suspense fallback={<main className="live" aria-busy="true" />}>
      {screen === 'changes' ? <ChangesScreen /> : screen === 'handover' ? <HandoverScreen /> : <IncidentsScreen />}
    </Suspense>
  );
}
