/** A JSON object as it came or goes over the wire; every field is unknown until read. */
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const readText = (input: Json, key: string): string | null => {
  const value = input[key];
  return typeof value === 'string' ? value : null;
};

/** A number; the Query protocol sends numbers as text. */
export const readNumber = (input: Json, key: string): number | null => {
  const value = input[key];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const parsed = Number(value);
  return Number.isFinite(parsed) ? parsed : null;
};

export const readBoolean = (input: Json, key: string): boolean | null => {
  const value = input[key];
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
};

/** An instant in epoch seconds: a number under JSON, ISO 8601 under Query. */
export const readSeconds = (input: Json, key: string): number | null => {
  const number = readNumber(input, key);
  if (number !== null) return number;
  const text = readText(input, key);
  const parsed = text === null ? NaN : Date.parse(text);
  return Number.isFinite(parsed) ? parsed / 1000 : null;
};

export const readList = (input: Json, key: string): readonly unknown[] => {
  const value = input[key];
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
};

export const readTexts = (input: Json, key: string): readonly string[] =>
  readList(input, key).filter((item): item is string => typeof item === 'string');

export const readRecord = (input: Json, key: string): Json => {
  const value = input[key];
  return isRecord(value) ? value : {};
};
