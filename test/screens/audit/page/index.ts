import { cutting } from './cutting';
import { catchingAll, controlsOf } from './dom';
import { missingGlyphs } from './glyphs';
import { names } from './names';
import { coveredControls, overlaps } from './overlaps';
import { graphicProbes, textProbes } from './probes';
import { sizes } from './sizes';
import { textsOf } from './texts';
import type { AuditOptions, PageReport } from './types';

/** The whole audit of the page as it stands. Runs inside of the page; see test/screens/audit/audit.ts for the other half. */
export function audit(options: AuditOptions): PageReport {
  const texts = textsOf();
  const controls = coveredControls(options);
  return catchingAll(() => ({
    findings: [
      ...cutting(texts),
      ...missingGlyphs(texts),
      ...overlaps(texts, options),
      ...controls,
      ...sizes(texts, options),
      ...names(),
    ],
    texts: textProbes(texts, options),
    graphics: graphicProbes(options),
    seen: {
      texts: texts.length,
      controls: controlsOf().length,
      plates: document.querySelectorAll(options.plates).length,
    },
  }));
}
