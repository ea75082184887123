// Shifts the clock of a Node process or thread by MERIDIAN_SCREENS_SHIFT milliseconds, so that every picture is taken at
// the same instant of the same day. A driver can move it further while the process runs.
const RealDate = Date;
const moved = { ms: Number(process.env.MERIDIAN_SCREENS_SHIFT ?? 0) };

globalThis.Date = class Date extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + moved.ms);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + moved.ms;
  }
};
globalThis.__moveClock = (ms) => {
  moved.ms += ms;
};
