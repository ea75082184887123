import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { handoverMarkdown } from '../../../shared/records/handover-out/markdown';
import { handoverText } from '../../../shared/records/handover-out/text';
import { handoverHtml } from '../../../shared/records/paper/handover-html';
import { ordinaryHandover, fullHandover, NAMES, END } from '../../builders/handed-over';
it('x', () => {
  const o = { zone: 'receiver', now: END, demo: true, workspace: 'Retail platform' } as const;
  for (const [n, v] of [['ord', ordinaryHandover()], ['full', fullHandover(200)]] as const) {
    writeFileSync(`/tmp/hout/${n}.md`, handoverMarkdown(v, NAMES, o));
    writeFileSync(`/tmp/hout/${n}.txt`, handoverText(v, NAMES, o));
    writeFileSync(`/tmp/hout/${n}.html`, handoverHtml(v, NAMES, { ...o, paper: 'A4' }));
  }
});
