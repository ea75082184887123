/** Names a person says; the short forms of Intl are letters (US), its long ones too long for a card. */
const SHORT_COUNTRY: Readonly<Record<string, string>> = {
  US: 'USA',
  GB: 'UK',
  AE: 'UAE',
  CZ: 'Czechia',
  KR: 'South Korea',
  HK: 'Hong Kong',
  MO: 'Macao',
  BA: 'Bosnia',
  CD: 'DR Congo',
  DO: 'Dominican Rep.',
};
const regionNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** "Brazil" of "BR"; an unknown code stays a code. */
export function countryName(code: string): string {
  const name = SHORT_COUNTRY[code] ?? askedNames.get(code) ?? askedName(code);
  askedNames.set(code, name);
  return name;
}
/** The platform takes its time to tell a name, and always tells the same. */
const askedNames = new Map<string, string>();

function askedName(code: string): string {
  try {
    return regionNames.of(code) ?? code;
  } catch {
    return code;
  }
}
