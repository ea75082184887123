import { expect, test } from 'vitest';
import { idOf } from '../../../../shared/domain/handover/draft/item';

test('6 Handover: an item is named by its key; one that no entry could bear is cut, and still another for each', () => {
  expect(idOf('change:c1')).toBe('change:c1');
  const arn = `event:arn:aws:health:us-east-1::event/${'X'.repeat(400)}`;
  const [one, other] = [idOf(`${arn}/1`), idOf(`${arn}/2`)];
  expect(one).not.toBe(other);
  expect(one).toHaveLength(200);
  expect(idOf(`${arn}/1`)).toBe(one);
});
