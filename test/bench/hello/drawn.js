// The same point as the cockpit's: the task after the frame in which the page was painted.
requestAnimationFrame(() => {
  setTimeout(() => {
    const { startTime } = performance.mark('hello:drawn');
    document.title = `drawn ${performance.timeOrigin + startTime}`;
  }, 0);
});
