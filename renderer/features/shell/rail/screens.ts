/** The rail, in the order of its keys 1 to 8. */
export const SCREENS = [
  { id: 'live', word: 'Live', built: true },
  { id: 'changes', word: 'Changes', built: false },
  { id: 'incidents', word: 'Incidents', built: false },
  { id: 'handover', word: 'Handover', built: false },
  { id: 'people', word: 'People', built: false },
  { id: 'proofs', word: 'Proofs', built: false },
  { id: 'delivery', word: 'Delivery', built: false },
  { id: 'settings', word: 'Settings', built: false },
] as const;
