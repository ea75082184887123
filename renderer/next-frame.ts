/** A window that draws no frames (a hidden tab) goes on all the same. */
const AT_LAST = 250;

/** Runs before the next frame is drawn. Returns its stop. */
export function nextFrame(run: () => void): () => void {
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const once = (): void => {
    stop();
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, AT_LAST);
  return stop;
}
