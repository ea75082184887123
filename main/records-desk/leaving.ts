import { shortId } from '../../shared/domain/incident/words';
import type { Exported } from '../../shared/ipc/outcomes';
import type { ExportFormat } from '../../shared/ipc/records-limits';
import { assertNever } from '../../shared/lib/assert-never';
import { err, ok, type Result } from '../../shared/lib/result';
import type { Ms } from '../../shared/lib/time';
import { chatText } from '../../shared/records/chat-text';
import { contentHash, type Sha256 } from '../../shared/records/content-hash';
import type { PersonId } from '../../shared/records/ids';
import type { PaperSize } from '../../shared/records/paper/style';
import { incidentHtml } from '../../shared/records/paper/incident-html';
import { draftReview } from '../../shared/records/review/draft-review';
import { reviewMarkdown } from '../../shared/records/review/review-markdown';
import type { Leaving, RecordsFiles } from '../records/records-files-port';
import type { Records } from '../records/records-port';
import type { Refusal } from './incidents';
import type { Outlet } from './outlet-port';

export interface LeavingTools {
  readonly records: Records;
  readonly files: RecordsFiles;
  readonly person: PersonId;
  readonly sha256: Sha256;
  readonly now: () => Ms;
  readonly nameOf: (person: PersonId) => string;
  readonly demo: () => boolean;
  /** Null in browser mode: the window takes what it gets. */
  readonly outlet: Outlet | null;
}

/** What a record becomes when it leaves. */
export type LeavingFile = {
  readonly extension: string;
  readonly kind: string;
  readonly media: string;
  readonly text: string;
};

/** Takes an incident out, as it is on screen now, saved or not. */
export function createLeaving(tools: LeavingTools) {
  const { records, files, person, sha256, outlet } = tools;
  const written: string[] = [];

  function fileOf(leaving: Leaving, format: ExportFormat): Result<LeavingFile, Refusal> {
    const { view, content, incident } = leaving;
    const plain = (kind: string, text: string): LeavingFile => ({ extension: 'txt', kind, media: 'text/plain', text });
    switch (format) {
      case 'markdown':
        return ok({ extension: 'md', kind: 'Markdown', media: 'text/markdown', text: files.markdown(leaving) });
      case 'json': {
        const text = files.json(records, leaving);
        return text.ok ? ok({ extension: 'json', kind: 'JSON', media: 'application/json', text: text.value }) : text;
      }
      case 'pdf': {
        const text = incidentHtml({
          record: view.record,
          incident,
          state: view.state,
          contentHash: contentHash(content, sha256),
          printedAt: tools.now(),
          demo: tools.demo(),
          nameOf: tools.nameOf,
        });
        return ok({ extension: 'html', kind: 'Page', media: 'text/html', text });
      }
      case 'chat':
        return ok(plain('Text', chatText(view.record, incident, view.state, tools.nameOf)));
      case 'review':
        return ok(
          plain('Review', reviewMarkdown(draftReview(view.record, incident, view.state, tools.nameOf), tools.nameOf)),
        );
      default:
        return assertNever(format);
    }
  }

  async function leave(id: string, format: ExportFormat): Promise<Result<Exported, Refusal>> {
    const read = files.read(records, id, person);
    if (!read.ok) return read;
    const file = fileOf(read.value, format);
    if (!file.ok) return file;
    const { extension, media, text } = file.value;
    const name = fileName(id, read.value.incident.title);
    if (format === 'chat' || format === 'review')
      return ok({ kind: 'text', name: `${name}.${extension}`, media, text });
    return deliver(name, file.value, format === 'pdf' ? 'A4' : null);
  }

  /** To a file of the person's choice, printed where a paper is named; in browser mode to the window, which offers it as a download. */
  async function deliver(
    name: string,
    file: LeavingFile,
    paper: PaperSize | null = null,
  ): Promise<Result<Exported, Refusal>> {
    const { extension, kind, media, text } = file;
    if (outlet === null) return ok({ kind: 'text', name: `${name}.${extension}`, media, text });
    const saved = await outlet.save({
      name: paper === null ? `${name}.${extension}` : `${name}.pdf`,
      extension: paper === null ? extension : 'pdf',
      kind: paper === null ? kind : 'PDF',
      bytes: () => (paper === null ? Promise.resolve(ok(Buffer.from(text, 'utf8'))) : outlet.print(text, paper)),
    });
    if (!saved.ok) return err({ kind: 'not-written', message: saved.error });
    if (saved.value === null) return ok({ kind: 'cancelled' });
    written.push(saved.value);
    return ok({ kind: 'saved', path: saved.value, file: written.length - 1 });
  }

  return {
    leave,
    deliver,
    /** Only what was written here has a number. */
    reveal: (file: number): Result<null, Refusal> => {
      const path = written[file];
      if (path === undefined || outlet === null)
        return err({ kind: 'not-allowed', message: 'no such file was written' });
      return outlet.reveal(path) ? ok(null) : err({ kind: 'not-written', message: `${path} is not there any more` });
    },
  };
}

/** In UTF-8, of the title: with a number, an extension and what is written aside it stays below the 255 bytes of a file system. */
const LONGEST_NAME = 160;
/** Names that Windows keeps for devices, and signs that no file system takes everywhere. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** `INC-7F3A2-Checkout slow in Brazil`: a file name on every system, whatever the title says. */
export function fileName(id: string, title: string): string {
  const words = title
    .normalize('NFC')
    .replace(/[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const cut = cutToBytes(words, LONGEST_NAME).replace(/[. ]+$/u, '');
  return cut === '' || RESERVED.test(cut) ? shortId(id) : `${shortId(id)}-${cut}`;
}

/** As many whole characters (what a reader takes for one) as fit. */
function cutToBytes(text: string, most: number): string {
  let cut = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > most) break;
    cut += segment;
  }
  return cut;
}
