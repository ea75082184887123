import { expect, it } from 'vitest';
import { countryName } from '../../../renderer/ui/words';
import { labelSites } from '../../../renderer/ui/labels';
import { aSite } from '../builders/snapshot';

it('calls countries as people do', () => {
  expect(['US', 'BR', 'GB', 'IN', 'DE'].map(countryName)).toEqual(['USA', 'Brazil', 'UK', 'India', 'Germany']);
  expect(countryName('nonsense')).toBe('nonsense');
});

it('calls a site by country and tier until two share them', () => {
  const one = aSite();
  const two = aSite({ id: 'br-2', name: 'Brazil second' });
  expect(labelSites([one]).get('br-prod')?.title).toBe('Brazil, Production');
  const labels = labelSites([one, two]);
  expect(labels.get('br-prod')?.inSentence).toBe('Brazil production');
  expect(labels.get('br-2')?.title).toBe('Brazil second');
});
