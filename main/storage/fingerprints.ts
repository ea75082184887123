/** Stands for the hour medians among the hours of a signal. */
export const MEDIANS = -1;

/**
 * What is stored of every chunk of points, as a number: a sweep hands over all it knows of a signal, and nearly all of it is
 * stored already. Only as true as the file: forget it after a failure and after anything that deletes.
 */
export interface Fingerprints {
  same(signal: number, hour: number, data: Uint8Array): boolean;
  note(signal: number, hour: number, data: Uint8Array): void;
  forget(): void;
}

export function createFingerprints(): Fingerprints {
  let known = new Map<number, Map<number, number>>();
  return {
    same: (signal, hour, data) => known.get(signal)?.get(hour) === fingerprint(data),
    note: (signal, hour, data) => {
      let hours = known.get(signal);
      if (hours === undefined) {
        hours = new Map();
        known.set(signal, hours);
      }
      hours.set(hour, fingerprint(data));
    },
    forget: () => {
      known = new Map();
    },
  };
}

/** Two FNV-1a walks over the words of the blob, joined to 53 bits. Not against an enemy: against writing the same again. */
function fingerprint(data: Uint8Array): number {
  // Packed blobs are whole words with an array of their own; anything else (a blob of SQLite) is copied into one.
  const aligned = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  let a = 0x811c9dc5;
  let b = 0x01000193 ^ data.byteLength;
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul((b ^ word) + 0x9e3779b9, 0x85ebca6b);
    b ^= b >>> 15;
  }
  return ((a ^ (a >>> 13)) >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
