import { parentPort } from 'node:worker_threads';
import type { DecodeJob, DecodeReply } from './decode/messages';
import type { MetricPage } from './parse/metrics';
import { parseAnswer, type AnswerKind, type Parsed } from './parse/parse';

// P1: large answers are decoded off the main thread. One job at a time; what comes back is plain values and typed arrays.

const isMetricPage = (page: Parsed[AnswerKind]): page is MetricPage => 'results' in page;

parentPort?.on('message', (job: DecodeJob) => {
  const result = parseAnswer(job.kind, job.body, job.now);
  const buffers =
    result.ok && isMetricPage(result.value)
      ? result.value.results.flatMap(({ times, values }) => [times.buffer, values.buffer])
      : [];
  const reply: DecodeReply = { id: job.id, result };
  parentPort?.postMessage(reply, buffers);
});
