import type { Figure } from '../figure';
import { callsFigure } from './calls';
import { commandLineFigure } from './command-line';
import { firstScreenFigure } from './first-screen';
import { framesFigure } from './frames';
import { guardFigure } from './guard';
import { handoverFigure } from './handover';
import { judgementFigure } from './judgement';
import { lastKnownFigure } from './last-known';
import { memoryFigure } from './memory';
import { recordsFigure } from './records';
import { searchFigure } from './search';
import { startFigure } from './start';
import { sweepFigure } from './sweep';
import { timelineFigure } from './timeline';

/** In the order of the table. */
export const figures: readonly Figure[] = [
  sweepFigure,
  callsFigure,
  commandLineFigure,
  startFigure,
  memoryFigure,
  framesFigure,
  firstScreenFigure,
  lastKnownFigure,
  recordsFigure,
  searchFigure,
  judgementFigure,
  guardFigure,
  timelineFigure,
  handoverFigure,
];
