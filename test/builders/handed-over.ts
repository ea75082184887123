import type {
  Before,
  HandoverContent,
  HandoverItem,
  HandoverView,
  IfThen,
  Signing,
} from '../../shared/domain/handover/types';
import { HOUR, MINUTE, type Ms } from '../../shared/lib/time';
import type { HandoverNames } from '../../shared/records/handover-out/options';

/** 08:30 in India: the end of the shift of Brazil. */
export const END: Ms = Date.UTC(2026, 10, 18, 3);
export const HASH = `sha256:84f01b6dc2e97710${'a'.repeat(48)}`;

const PEOPLE: Readonly<Record<string, string>> = {
  rafael: 'Rafael Monteiro',
  thiago: 'Thiago Nunes',
  camila: 'Camila Duarte',
  ananya: 'Ananya Iyer',
  vikram: 'Vikram Nair',
  sneha: 'Sneha Kulkarni',
  arjun: 'Arjun Mehta',
  marcus: 'Marcus Webb',
};
const SITES: Readonly<Record<string, string>> = {
  'br-prod': 'Brazil, Prod',
  'ca-prod': 'Canada, Prod',
  'in-prod': 'India, Prod',
  'us-prod': 'USA, Prod',
};
const COUNTRIES: Readonly<Record<string, string>> = { US: 'USA', CA: 'Canada', BR: 'Brazil', IN: 'India' };
export const NAMES: HandoverNames = {
  person: (id) => PEOPLE[id] ?? id,
  team: (id) => (id === 'brazil-l2' ? 'Brazil L2' : id === 'india-l2' ? 'India L2' : id),
  site: (id) => SITES[id] ?? id,
  country: (code) => COUNTRIES[code] ?? code,
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
    amended: signing.amended,
    readBack: { settled: 0, needed: 0 },
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

/** A handover as it is on an ordinary day: three incidents, six changes, one signature and one acceptance. */
export function ordinaryHandover(): HandoverView {
  const local = (hour: number, minute = 0): Ms => END - 8.5 * HOUR + hour * HOUR + minute * MINUTE;
  const change = (
    name: string,
    line: string,
    at: Ms,
    status: HandoverItem['status'],
    given: Partial<HandoverItem> = {},
  ): HandoverItem =>
    anItem({
      kind: 'change',
      key: `change:${name}`,
      reference: name,
      name,
      line,
      begins: at,
      ends: at + HOUR,
      status,
      sites: ['in-prod'],
      owner: 'vikram',
      ...given,
    });
  const items = [
    anItem({
      id: 'inc87',
      kind: 'incident',
      key: 'incident:87',
      name: 'INC-0087',
      line: 'Checkout slow in Brazil',
      facts: 'SEV1, mitigated 01:50 UTC',
      condition: 'unstable',
      status: 'warning',
      sites: ['br-prod'],
      done: 'CHG-214 rolled back',
      next: 'Watch p95 to 10:00, then resolve',
      owner: 'ananya',
      due: local(10),
      origin: { source: 'incidents', at: END - 16 * MINUTE },
    }),
    anItem({
      id: 'inc86',
      kind: 'incident',
      key: 'incident:86',
      name: 'INC-0086',
      line: 'Search results stale, Canada',
      facts: 'SEV3, mitigated',
      status: 'warning',
      owner: 'marcus',
    }),
    anItem({
      id: 'inc85',
      kind: 'incident',
      key: 'incident:85',
      name: 'INC-0085',
      line: 'ca-dev-1 collector silent, Canada',
      facts: 'SEV4, no data for 1 h 15 min',
      condition: 'watcher',
      status: 'unknown',
      next: 'Restart the collector',
      owner: 'sneha',
      due: local(9, 30),
    }),
    change('CHG-221', 'Promo canary 5 %, watch to 10:00', local(8), 'caution', { sites: ['us-prod'], owner: 'marcus' }),
    change('CHG-209', 'Aurora minor upgrade ends', local(8, 30), 'maintenance'),
    change('CHG-222', 'checkout-api 4.18.0, same build as 214', local(12), 'hold', {
      id: 'chg222',
      condition: 'unstable',
      next: 'Keep it on hold until the replay is done',
      due: local(12),
    }),
    change('CHG-228', 'Schema lint', local(12, 30), 'go'),
    change('CHG-227', 'Gift cards, rehearsal', local(16, 30), 'go'),
    anItem({
      id: 'rds',
      kind: 'aws-scheduled',
      key: 'event:rds',
      name: 'AWS RDS',
      line: 'RDS patch, Canada',
      condition: 'watcher',
      begins: local(9, 30),
      next: 'Expect one writer restart',
      owner: 'sneha',
      due: local(9, 30),
    }),
    anItem({ kind: 'site', key: 'site:br-prod', line: 'Brazil p95 under 0.8 s until 10:00' }),
    anItem({ kind: 'site', key: 'site:us-prod', line: 'US replica lag under 5 s, now 1.8 s' }),
    anItem({ kind: 'action', line: 'Keep CHG-222 on hold', owner: 'ananya', due: local(12) }),
    anItem({ kind: 'action', line: 'Restart ca-dev-1 collector', owner: 'sneha', due: local(9, 30) }),
    anItem({ kind: 'follow-up', line: 'Replay promo path at 5 %', owner: 'thiago', due: local(20, 30) }),
    anItem({ kind: 'note', line: 'Peak freeze Fri 20 Nov 00:00, each country' }),
  ];
  const before: Before = {
    id: 'handover-0',
    from: 'india-l2',
    to: 'brazil-l2',
    at: END - 12 * HOUR,
    items: [
      ...items.filter(
        ({ name, line }) =>
          name === 'INC-0086' || name === 'CHG-209' || name === 'CHG-228' || line.startsWith('US replica'),
      ),
      anItem({ kind: 'aws-event', key: 'event:ec2', line: 'EC2 sae1-az1 resolved 02:31 UTC' }),
      { ...(items[3] as HandoverItem), status: 'go' },
    ],
    ifThens: [],
  };
  const content = aContent({
    situation: aSituation(),
    sentence:
      'Brazil checkout recovered and is being watched. p95 0.66 s for 32 min, orders 812 a minute since CHG-214 was rolled back at 07:20, 01:50 UTC.',
    items,
    ifThens: [
      anIfThen({
        item: 'inc87',
        text: '',
        watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 0.8, minutes: 5 },
        action: 'contact Dana, US L3. Do not redeploy 4.18.0.',
        until: local(12, 30),
      }),
      anIfThen({
        item: 'rds',
        text: 'RDS patch runs past 10:30',
        action: 'send Canada reads to the replica, runbook 31.',
        from: local(9, 30),
        until: local(11, 30),
      }),
      anIfThen({ item: 'chg222', text: 'the replay fails', action: 'cancel CHG-222.', who: 'vikram' }),
      anIfThen({
        item: 'inc85',
        text: 'US replica lag over 30 s',
        action: 'failover is off. Contact Oleksandr at desk.',
        from: local(12, 30),
      }),
    ],
    before,
  });
  const sign = { act: 'a1', person: 'rafael', at: END - 16 * MINUTE, replica: 'r1', content: HASH };
  const accept = {
    act: 'a9',
    person: 'ananya',
    at: END - MINUTE,
    replica: 'r2',
    content: HASH,
    reservations: '',
    copy: content,
  };
  const readBack = (item: string, text: string, minute: number, kind: 'confirmed' | 'corrected' = 'confirmed') => ({
    act: `rb-${item}`,
    item,
    person: 'ananya',
    at: END - 20 * MINUTE,
    text,
    isOld: false,
    answer: {
      act: `an-${item}`,
      person: 'rafael',
      at: local(8, minute),
      kind,
      text: kind === 'corrected' ? 'about two minutes' : '',
    },
  });
  return aView(
    content,
    aSigning({
      state: 'accepted',
      signatures: [sign],
      acceptances: [accept],
      accepted: accept,
      readBacks: [
        readBack(
          'inc87',
          'It is stable only since 07:46. p95 over 0.8 s for 5 min, or errors over 1 %, and I reopen it and contact Dana.',
          21,
        ),
        readBack('chg222', '4.18.0 goes nowhere today. 222 stays on hold in India until the replay is done.', 13),
        readBack('inc85', 'Canada Development is blind, not ok. Sneha restarts the collector at 09:30.', 15),
        readBack('rds', 'Canada loses its writer at 09:30, once, for about a minute.', 19, 'corrected'),
      ],
      questions: [
        {
          act: 'q1',
          person: 'ananya',
          at: local(8, 23),
          text: 'Does 221 touch pricing?',
          item: null,
          answers: [{ act: 'q1a', person: 'marcus', at: local(8, 25), text: 'No, it changes the promo banner only.' }],
        },
      ],
    }),
  );
}

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
