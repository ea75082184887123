import { exportJson, exportMarkdown, readForExport } from './export-record';
import { asNew, commitImport, planImport, readFileText, type ImportTools } from './import-record';
import type { RecordsFiles } from './records-files-port';
import { redactSecrets } from './redact-secrets';

export const createRecordsFiles = (tools: ImportTools): RecordsFiles => ({
  redact: redactSecrets,
  read: readForExport,
  markdown: exportMarkdown,
  json: (records, leaving) => exportJson(records, leaving, tools.sha256),
  parse: (file, text) => readFileText(file, text, tools),
  asNew: (incoming) => asNew(incoming, tools.newId),
  plan: planImport,
  commit: (records, incoming, person, now) => commitImport(records, incoming, person, now, tools),
});
