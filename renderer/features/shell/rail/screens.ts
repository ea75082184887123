/** The rail, in the order of its keys 1 to 8. */
export const SCREENS = [
  { id: 'live', word: 'Live', built: true },
  { id: 'changes', word: 'Changes', built: true },
  { id: 'incidents', word: 'Incidents', built: true },
  { id: 'handover', word: 'Handover', built: true },
  { id: 'people', word: 'People', built: false },
  { id: 'proofs', word: 'Proofs', built: false },
  { id: 'delivery', word: 'Delivery', built: false },
  { id: 'settings', word: 'Settings', built: false },
] as const;

/** Those a person can go to; the others say that they are not built yet. */
export const isBuilt = (
  screen: (typeof SCREENS)[number],
): screen is Extract<(typeof SCREENS)[number], { readonly built: true }> => screen.built;
