/** Pure: colours as CSS computes them, and WCAG 2 contrast. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

export function over(top: Rgba, [red, green, blue]: readonly number[]): Rgba {
  const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3]);
  return [mix(top[0], red ?? 0), mix(top[1], green ?? 0), mix(top[2], blue ?? 0), 1];
}

/** Relative luminance of an opaque colour. */
function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const linear = (value: number): number => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function contrast(a: readonly number[], b: readonly number[]): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG: large is 24 px, or 18.66 px when bold. */
export const leastContrast = (fontSize: number, weight: number): number =>
  fontSize >= 24 || (fontSize >= 18.66 && weight >= 700) ? 3 : 4.5;
