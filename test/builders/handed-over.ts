import type { HandoverContent, HandoverItem, HandoverView, IfThen, Signing } from '../../shared/domain/handover/types';
import { HOUR, MINUTE, type Ms } from '../../shared/lib/time';
import type { HandoverNames } from '../../shared/records/handover-out/options';

/** 08:30 in India: the end of the shift of Brazil. */
export const END: Ms = Date.UTC(2026, 10, 18, 3);
export const HASH = `sha256:84f01b6dc2e97710${'a'.repeat(48)}`;

const PEOPLE = new Map(
  Object.entries({
    rafael: 'Rafael Monteiro',
    thiago: 'Thiago Nunes',
    camila: 'Camila Duarte',
    ananya: 'Ananya Iyer',
    vikram: 'Vikram Nair',
    sneha: 'Sneha Kulkarni',
    arjun: 'Arjun Mehta',
    marcus: 'Marcus Webb',
  }),
);
const SITES = new Map(
  Object.entries({
    'br-prod': 'Brazil, Prod',
    'ca-prod': 'Canada, Prod',
    'in-prod': 'India, Prod',
    'us-prod': 'USA, Prod',
  }),
);
const COUNTRIES = new Map(Object.entries({ US: 'USA', CA: 'Canada', BR: 'Brazil', IN: 'India' }));
export const NAMES: HandoverNames = {
  person: (id) => PEOPLE.get(id) ?? id,
  team: (id) => (id === 'brazil-l2' ? 'Brazil L2' : id === 'india-l2' ? 'India L2' : id),
  site: (id) => SITES.get(id) ?? id,
  country: (code) => COUNTRIES.get(code) ?? code,
  zoneOf: (team) => (team === 'brazil-l2' ? 'America/Sao_Paulo' : team === 'india-l2' ? 'Asia/Kolkata' : 'UTC'),
};

let count = 0;
export function anItem(given: Partial<HandoverItem> = {}): HandoverItem {
  const id = given.id ?? `i${String((count += 1)).padStart(4, '0')}`;
  return {
    id,
    key: `note:${id}`,
    kind: 'note',
    reference: '',
    name: '',
    condition: 'stable',
    line: 'Something to know',
    facts: '',
    done: '',
    next: '',
    owner: null,
    due: null,
    begins: null,
    ends: null,
    sites: [],
    status: null,
    origin: null,
    carried: 0,
    closed: false,
    dismissed: null,
    mergedInto: null,
    ...given,
  };
}

export const anIfThen = (given: Partial<IfThen> = {}): IfThen => ({
  id: `f${String((count += 1)).padStart(4, '0')}`,
  item: null,
  text: 'p95 stays over 0.8 s',
  watch: null,
  action: 'contact Dana, US L3',
  who: null,
  from: null,
  until: null,
  ...given,
});

export const aSigning = (given: Partial<Signing> = {}): Signing => ({
  holders: [
    ...(given.acceptances ?? []).map((one) => ({ ...one, kind: 'accept' as const })),
    ...[given.selfCover ?? []].flat().map((one) => ({ ...one, kind: 'self-cover' as const })),
  ],
  state: 'draft',
  signatures: [],
  voided: [],
  readBacks: [],
  questions: [],
  refusals: [],
  acceptances: [],
  inConflict: false,
  accepted: null,
  selfCover: null,
  amended: false,
  seen: [],
  ...given,
});

export const aContent = (given: Partial<HandoverContent> = {}): HandoverContent => ({
  from: 'brazil-l2',
  to: 'india-l2',
  at: END,
  draftedAt: END - HOUR,
  givers: ['rafael', 'thiago', 'camila'],
  receivers: ['ananya', 'vikram', 'sneha', 'arjun'],
  overall: 'watch',
  sentence: 'Brazil checkout recovered and is being watched.',
  situation: null,
  items: [],
  ifThens: [],
  notes: '',
  before: null,
  ...given,
});

/** A view of a content with its acts; what a list says of it follows from them. */
export function aView(
  content: HandoverContent,
  signing: Signing = aSigning(),
  given: Partial<HandoverView> = {},
): HandoverView {
  const { from, to, at, draftedAt, givers, receivers, overall, sentence } = content;
  const taken = signing.accepted ?? signing.selfCover;
  return {
    id: 'handover-1',
    from,
    to,
    at,
    draftedAt,
    givers,
    receivers,
    overall,
    sentence,
    state: signing.state,
    signedBy: signing.signatures.at(-1)?.person ?? null,
    signedAt: signing.signatures.at(-1)?.at ?? null,
    acceptedBy: taken?.person ?? null,
    acceptedAt: taken?.at ?? null,
    inConflict: signing.inConflict,
    alsoTaken: [],
    putAway: null,
    amended: signing.amended,
    readBack: { settled: 0, needed: 0 },
    toRead: 0,
    unanswered: 0,
    openQuestions: 0,
    measures: { minutesToAccept: null, minutesLate: null, openItems: 0, withIfThen: 0, questions: 0, surprises: null },
    watches: [],
    changedAt: at,
    content,
    hash: HASH,
    signing,
    conflicts: [],
    waiting: [],
    lost: 0,
    ...given,
  };
}

/** The state of every country and tier, as it was read. */
export const aSituation = (at: Ms = END - 16 * MINUTE): NonNullable<HandoverContent['situation']> => ({
  at,
  oldest: at - 14_000,
  places: ['US', 'CA', 'BR', 'IN'].flatMap((country) =>
    (['production', 'pre-production', 'development'] as const).map((tier) => ({
      country,
      tier,
      status:
        country === 'BR' && tier === 'production'
          ? ('warning' as const)
          : country === 'CA' && tier === 'development'
            ? ('unknown' as const)
            : country === 'IN' && tier === 'pre-production'
              ? ('maintenance' as const)
              : ('ok' as const),
      sites: 1,
    })),
  ),
  notLive: [],
});

/** So many items of every kind and condition; one in twelve is unstable, one in eight to be watched. */
export function fullHandover(items: number): HandoverView {
  const kinds = ['incident', 'change', 'aws-event', 'site', 'action', 'note', 'freeze', 'follow-up'] as const;
  const all = Array.from({ length: items }, (_, index): HandoverItem =>
    anItem({
      id: `full${index}`,
      key: `thing:${index}`,
      kind: kinds[index % kinds.length] ?? 'note',
      name: index % 3 === 0 ? `THING-${index}` : '',
      line: `Thing ${index}: платежі проходять, भुगतान ठीक है, confirmação recebida`,
      condition: index % 24 === 5 ? 'unstable' : index % 16 === 3 ? 'watcher' : 'stable',
      facts: index % 2 === 0 ? 'since 01:50 UTC' : '',
      next: 'Look again within the hour',
      owner: 'ananya',
      due: END + index * MINUTE,
      begins: index % 8 === 1 ? END + index * MINUTE : null,
      sites: ['br-prod'],
    }),
  );
  const content = aContent({
    situation: aSituation(),
    items: all,
    ifThens: [anIfThen({ item: 'full5' })],
    before: {
      id: 'handover-0',
      from: 'india-l2',
      to: 'brazil-l2',
      at: END - 12 * HOUR,
      items: all.filter((_, index) => index % 4 !== 0),
      ifThens: [],
    },
  });
  return aView(content);
}

/** Words that no column holds, in three scripts, in every place that takes words. */
export function longWords(): HandoverView {
  const words = [`Wort${'lang'.repeat(60)}`, 'слово'.repeat(50), 'शब्द'.repeat(60)];
  const items = (['incident', 'change', 'aws-event', 'site', 'action', 'note'] as const).flatMap((kind) =>
    words.map((word, index) =>
      anItem({
        kind,
        key: `${kind}:${index}`,
        name: index === 0 ? 'W'.repeat(60) : '',
        line: word,
        facts: word,
        done: word,
        next: word,
        owner: word,
        due: END + HOUR,
        begins: END + HOUR,
        sites: [word],
        condition: index === 0 ? 'unstable' : 'stable',
        status: 'critical',
      }),
    ),
  );
  const word = words.join('');
  return aView(
    aContent({
      givers: words,
      receivers: words,
      sentence: word,
      notes: word,
      items,
      ifThens: words.map((one) => anIfThen({ text: one, action: one, who: one, until: END + HOUR })),
      situation: aSituation(),
    }),
    aSigning({
      readBacks: items
        .slice(0, 3)
        .map(({ id }) => ({ act: id, item: id, person: word, at: END, text: word, isOld: false, answer: null })),
      voided: [{ act: 'v', person: word, at: END, replica: 'r', content: HASH }],
    }),
  );
}
