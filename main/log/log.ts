import { SECOND, iso, type Ms } from '../../shared/lib/time';
import type { LogFile } from './log-file';
import type { Log } from './log-port';
import { redact } from './redact';

type Level = 'info' | 'warn' | 'error';

export interface KeptLog extends Log {
  /** The last lines as they were written, oldest first; also those the disk did not take. */
  tail(most: number): readonly string[];
  /** Lines the disk did not take. */
  lost(): number;
  /** Says what is still held back: a repetition, lines left out. */
  settle(): void;
}

export interface LogOptions {
  readonly now: () => Ms;
  readonly file: LogFile;
  /** Shows each line to somebody, beside the file. */
  readonly echo?: (line: string) => void;
}

/** Longest text of a line that is looked at, and that is written. */
const MOST_READ = 64_000;
const MOST_WRITTEN = 4_000;
/** Lines kept in memory, for reports. */
const KEPT = 400;
/** A burst of lines is written whole; in the long run so many a second. */
const BURST = 200;
const PER_SECOND = 2;
/** A line that repeats for ever is told of anew after so long. */
const REPEAT: Ms = 60 * SECOND;

/** One line an event, with its time in UTC; secrets out, controls escaped, repetitions counted, floods cut. */
export function createLog({ now, file, echo }: LogOptions): KeptLog {
  let kept: string[] = [];
  let lost = 0;
  let last: { readonly text: string; readonly level: Level; repeats: number; told: Ms } | null = null;
  let allowance = BURST;
  let allowedAt: Ms = now();
  let leftOut = 0;

  const put = (level: Level, text: string): void => {
    const line = `${iso(now())} ${level.toUpperCase().padEnd(5)} ${text}`;
    kept.push(line);
    if (kept.length > 2 * KEPT) kept = kept.slice(-KEPT);
    if (!file.append(`${line}\n`)) lost++;
    try {
      echo?.(line);
    } catch {
      // Whoever looks on must not disturb what is logged.
    }
  };
  const settle = (): void => {
    if (last !== null && last.repeats > 0) {
      const { text, level, repeats } = last;
      last = { text, level, repeats: 0, told: now() };
      put(level, `the same again, ${repeats} ${repeats === 1 ? 'time' : 'times'}: ${text.slice(0, 200)}`);
    }
    if (leftOut > 0) {
      put('warn', `${leftOut} ${leftOut === 1 ? 'line was' : 'lines were'} left out: too many at once`);
      leftOut = 0;
    }
  };
  const mayWrite = (): boolean => {
    const passed = Math.max(0, now() - allowedAt) / SECOND;
    allowedAt = now();
    allowance = Math.min(BURST, allowance + passed * PER_SECOND);
    if (allowance < 1) return false;
    allowance -= 1;
    return true;
  };
  const write = (level: Level, line: string): void => {
    try {
      const text = oneLine(line);
      if (last?.text === text && last.level === level) {
        last.repeats++;
        if (now() - last.told >= REPEAT) settle();
        return;
      }
      if (!mayWrite()) {
        leftOut++;
        return;
      }
      settle();
      last = { text, level, repeats: 0, told: now() };
      put(level, text);
    } catch {
      // Logging is never the reason that something else fails.
    }
  };

  return Object.assign((line: string) => write('info', line), {
    warn: (line: string) => write('warn', line),
    error: (line: string) => write('error', line),
    tail: (most: number) => kept.slice(-most),
    lost: () => lost,
    settle,
  });
}

/** A text as it may stand in a log: redacted as a whole, then on one line, then cut. Never cut first: half a secret is not known as one. */
function oneLine(line: string): string {
  const text = inert(redact(line.slice(0, MOST_READ)));
  return text.length <= MOST_WRITTEN ? text : `${text.slice(0, MOST_WRITTEN)} ... (${text.length - MOST_WRITTEN} more)`;
}

/** Controls, line ends of every script and characters that turn or hide text cannot forge a line or steer a terminal. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return ' ';
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}
