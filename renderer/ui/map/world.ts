import file from './world.json';

/** Paths of the map in world units (see projection.ts), ready to be drawn under any camera by a transform alone. */
export interface World {
  readonly land: string;
  /** Path of a country by ISO 3166-1 alpha-2; null for one that the data does not have. */
  country(code: string): string | null;
}

const countries: Readonly<Record<string, string>> = file.countries;

/** The bundled world: Natural Earth 1:50m (public domain). The paths come made: see prepare-world. */
export const bundledWorld = (): World => ({
  land: file.land,
  country: (code) => (Object.hasOwn(countries, code) ? (countries[code] ?? null) : null),
});
