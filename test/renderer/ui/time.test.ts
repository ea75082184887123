import { describe, expect, it } from 'vitest';
import { offsetMinutes, offsetName, zoneName } from '../../../shared/lib/zone-names';
import { age, ageInWords, bothClocks, clock, clockDay, sinceUtc, utcDistance, when } from '../../../renderer/ui/time';
import { NOW } from '../builders/snapshot';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('ages', () => {
  it.each([
    [0, '0 s'],
    [-5_000, '0 s'],
    [12_400, '12 s'],
    [59_999, '59 s'],
    [7 * MINUTE, '7 min'],
    [HOUR, '1 h'],
    [78 * MINUTE, '1 h 18'],
    [76 * HOUR, '3 d 4 h'],
    [48 * HOUR, '2 d'],
    [400 * HOUR, '16 d'],
  ])('%s ms is %s', (ms, text) => expect(age(ms)).toBe(text));

  it('stands in a sentence', () => {
    expect(ageInWords(12 * MINUTE)).toBe('12 minutes');
    expect(ageInWords(MINUTE)).toBe('1 minute');
    expect(ageInWords(78 * MINUTE)).toBe('1 h 18 min');
  });
});

describe('clocks and zones', () => {
  it('tells both clocks, and the day where it is another', () => {
    expect(bothClocks(NOW, NOW, 'America/Sao_Paulo')).toBe('22:42 BRT, 01:42 UTC');
    expect(bothClocks(NOW - 48 * HOUR, NOW, 'America/Sao_Paulo')).toBe('Sun 15 Nov 22:42 BRT, 01:42 UTC');
    expect(bothClocks(NOW, NOW, 'UTC')).toBe('01:42 UTC');
    expect(clockDay(NOW, 'Asia/Kolkata')).toBe('07:12 Wed');
    expect(when(NOW, NOW, 'Asia/Kolkata')).toBe('07:12 IST');
  });

  it('knows half and three-quarter hours', () => {
    expect(offsetMinutes('Asia/Kolkata', NOW)).toBe(330);
    expect(offsetMinutes('Asia/Kathmandu', NOW)).toBe(345);
    expect(zoneName('Asia/Kathmandu', NOW)).toBe('UTC+5:45');
    expect(offsetName(-210)).toBe('UTC\u22123:30');
  });

  it('names a zone by the season', () => {
    const july = Date.UTC(2026, 6, 1);
    expect([zoneName('America/New_York', NOW), zoneName('America/New_York', july)]).toEqual(['EST', 'EDT']);
    expect([zoneName('Europe/Kyiv', NOW), zoneName('Europe/Kyiv', july)]).toEqual(['EET', 'EEST']);
    expect([zoneName('Europe/London', NOW), zoneName('Europe/London', july)]).toEqual(['GMT', 'BST']);
    expect(zoneName('Africa/Johannesburg', NOW)).toBe('UTC+2');
  });

  it('says the distance to UTC once for a block', () => {
    expect(utcDistance('America/Sao_Paulo', NOW)).toBe('UTC is 3 h ahead');
    expect(utcDistance('Asia/Kolkata', NOW)).toBe('UTC is 5 h 30 min behind');
    expect(utcDistance('UTC', NOW)).toBe('the same as UTC');
  });

  it('tells midnight as 00, not 24', () => expect(clock(Date.UTC(2026, 10, 18), 'UTC')).toBe('00:00'));

  it('adds the day to a UTC time of another day', () => {
    expect(sinceUtc(NOW - HOUR, NOW)).toBe('00:42 UTC');
    expect(sinceUtc(NOW - 5 * HOUR, NOW)).toBe('Tue 20:42 UTC');
    expect(sinceUtc(NOW - 240 * HOUR, NOW)).toBe('Sun 8 Nov 01:42 UTC');
  });
});
