/** Whether AWS refuses a signature for its time, and not for its keys. */
export const isClockTrouble = (code: string, message: string): boolean =>
  /Signature (?:expired|not yet current)|not yet current|is now earlier than|RequestExpired|RequestTimeTooSkewed|RequestInTheFuture/i.test(
    `${code} ${message}`,
  );

/** The SDK corrects what it can; what is left a person has to. */
export const clockDiffers = (code: string): string =>
  `the clock of this machine differs from AWS's, so AWS does not accept what it signs (${code})`;
