import { describe, expect, it } from 'vitest';
import { axisScale, initials, list, number, plural, quantity, quantityText } from '../../../renderer/ui/format';

describe('numbers', () => {
  it.each([
    [1722, '1,722'],
    [508.4, '508'],
    [73, '73'],
    [72.66, '72.7'],
    [2.43, '2.4'],
    [1, '1.0'],
    [0.43, '0.43'],
    [0.8, '0.8'],
    [0, '0'],
    [0.0004, '0'],
  ])('%s is written %s', (value, text) => expect(number(value)).toBe(text));

  it('writes a minus that is a minus', () => {
    expect(number(-3.14)).toBe('\u22123.1');
    expect(number(-0.0001)).toBe('0');
  });

  it('counts have no decimals', () => {
    expect(number(5, true)).toBe('5');
    expect(number(5.5, true)).toBe('5.5');
  });

  it('says when there is no number', () => expect(number(Number.NaN)).toBe('no value'));
});

describe('quantities', () => {
  it('scales a whole row alike, by its limits', () => {
    expect(quantity(430, 'ms', [800, 2000])).toEqual({ text: '0.43', unit: 's' });
    expect(quantity(430, 'ms', [800])).toEqual({ text: '430', unit: 'ms' });
    expect(quantityText(2400, 'ms', [800])).toBe('2.4 s');
  });
  it('keeps units one step from their number', () => {
    expect(quantityText(3.1, 'percent')).toBe('3.1%');
    expect(quantityText(508, 'per minute')).toBe('508/min');
    expect(quantityText(12, 'requests')).toBe('12 requests');
    expect(quantityText(7, 'count')).toBe('7');
    expect(quantityText(2_500_000, 'bytes')).toBe('2.5 MB');
  });
  it('gives an axis the factor of its largest value', () => {
    expect(axisScale('ms', 2600)).toEqual({ factor: 0.001, unit: 's' });
    expect(axisScale('percent', 4)).toEqual({ factor: 1, unit: '%' });
  });
});

describe('words', () => {
  it('lists', () => {
    expect(list([])).toBe('');
    expect(list(['a'])).toBe('a');
    expect(list(['a', 'b', 'c'])).toBe('a, b and c');
  });
  it('counts', () => {
    expect(plural(1, 'site')).toBe('1 site');
    expect(plural(1200, 'site')).toBe('1,200 sites');
  });
  it('takes initials of any script, marks with their letter', () => {
    expect(initials('Rafael Monteiro')).toBe('RM');
    expect(initials('Олександр Коваль')).toBe('ОК');
    expect(initials('अनन्या')).toBe('अ');
    expect(initials('Dana van der Whitfield')).toBe('DW');
    expect(initials('')).toBe('');
  });
});
