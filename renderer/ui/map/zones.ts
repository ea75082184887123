import table from './zones.json';

export interface ZonePlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
}

const TABLE: Readonly<Record<string, string>> = table;

/** Country and reference city of a time zone (tz database), for daylight and for a team that names no place of its own. */
export function zonePlace(zone: string): ZonePlace | null {
  const [country, latitude, longitude] = TABLE[zone]?.split(' ') ?? [];
  if (country === undefined || latitude === undefined || longitude === undefined) return null;
  return { country, latitude: Number(latitude), longitude: Number(longitude) };
}
