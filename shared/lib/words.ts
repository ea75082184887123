import { DAY, HOUR, MINUTE, SECOND, iso, type Ms } from './time';

/** `12 s`, `9 min`, `2 h 5 min`, `3 d 4 h`: an age as the interface writes it. */
export function ageText(age: Ms): string {
  const whole = Math.max(0, age);
  if (whole < MINUTE) return `${Math.floor(whole / SECOND)} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  if (whole < DAY) {
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    return `${Math.floor(whole / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  const hours = Math.floor((whole % DAY) / HOUR);
  return `${Math.floor(whole / DAY)} d${hours > 0 ? ` ${hours} h` : ''}`;
}

/** `12:27 UTC`, with the day when it is not the day of `now`. */
export function utcText(at: Ms, now: Ms): string {
  const text = iso(at);
  const day = text.slice(0, 10) === iso(now).slice(0, 10) ? '' : `${text.slice(0, 10)} `;
  return `${day}${text.slice(11, 16)} UTC`;
}

/** `1 alarm`, `3 alarms`. */
export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `a, b and 4 more`. */
export function listText(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
