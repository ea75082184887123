/**
 * Chance that a number of Student's t with `df` degrees of freedom (whole, 1 or more) is at most `t`: the exact sums of
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 */
export function studentCdf(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = df % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= df - 2; power += 2) {
    term *= ((power - 1) / power) * cosine * cosine;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + within) / 2;
}

/** The number that Student's t exceeds with the chance `tail` (below one half). */
export function studentQuantile(tail: number, df: number): number {
  let low = 0;
  let high = 1;
  while (studentCdf(high, df) < 1 - tail) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, df) < 1 - tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
