/** Code points of a `unicode-range`. */
export function rangesOf(text: string): readonly (readonly [number, number])[] {
  return text.split(',').flatMap((part) => {
    const match = /^\s*U\+([0-9a-f?]+)(?:-([0-9a-f]+))?\s*$/i.exec(part);
    if (!match) return [];
    const from = Number.parseInt((match[1] ?? '').replace(/\?/g, '0'), 16);
    const to = Number.parseInt(match[2] ?? (match[1] ?? '').replace(/\?/g, 'f'), 16);
    return [[from, to] as const];
  });
}
