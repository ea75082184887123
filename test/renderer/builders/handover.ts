import type {
  HandoverContent,
  HandoverItem,
  HandoverView,
  IfThen,
  Signing,
} from '../../../shared/domain/handover/types';
import type { Status } from '../../../shared/domain/status/types';
import { HOUR, MINUTE, type Ms } from '../../../shared/lib/time';

/** Brazil L2 gives over to India L2: Wed 18 Nov 2026, 03:00 UTC, 08:30 IST. */
export const BOUNDARY: Ms = Date.UTC(2026, 10, 18, 3);
const ist = (hour: number, minute = 0): Ms => Date.UTC(2026, 10, 18, hour, minute) - 330 * MINUTE;

export const anItem = (over: Partial<HandoverItem> & Pick<HandoverItem, 'id' | 'kind'>): HandoverItem => ({
  key: `${over.kind}:${over.id}`,
  reference: over.id,
  name: '',
  condition: 'stable',
  line: '',
  facts: '',
  done: '',
  next: '',
  owner: null,
  due: null,
  begins: null,
  ends: null,
  sites: [],
  status: null,
  origin: { source: 'Meridian', at: BOUNDARY - 43 * MINUTE },
  carried: 0,
  closed: false,
  dismissed: null,
  mergedInto: null,
  ...over,
});

export const anIfThen = (over: Partial<IfThen> & Pick<IfThen, 'id'>): IfThen => ({
  item: null,
  text: '',
  watch: null,
  action: '',
  who: null,
  from: null,
  until: null,
  ...over,
});

const ITEMS: readonly HandoverItem[] = [
  anItem({
    id: 'inc-87',
    kind: 'incident',
    name: 'INC-0087',
    condition: 'unstable',
    line: 'Checkout slow in Brazil',
    facts: 'SEV1, mitigated 07:20 IST, 01:50 UTC',
    done: 'CHG-214 was rolled back at 07:20 IST, 01:50 UTC. p95 is back under 0.8 s since 07:46 IST.',
    next: 'Watch p95 until 10:00 IST, then resolve.',
    owner: 'ananya',
    due: ist(10),
    status: 'warning',
    sites: ['br-prod'],
  }),
  anItem({
    id: 'inc-86',
    kind: 'incident',
    name: 'INC-0086',
    line: 'Search results stale',
    facts: 'Canada, SEV3, mitigated',
    owner: 'dana',
    status: 'warning',
    sites: ['ca-prod'],
    carried: 1,
  }),
  anItem({
    id: 'inc-85',
    kind: 'incident',
    name: 'INC-0085',
    condition: 'watcher',
    line: 'ca-dev-1 collector silent',
    facts: 'Canada, SEV4, no data 1 h 15 min',
    next: 'Restart the collector, then look for lost buckets.',
    owner: 'ananya',
    due: ist(9, 30),
    status: 'unknown',
    sites: ['ca-dev'],
  }),
  ...(
    [
      ['chg-221', 'CHG-221-K7QD', 'Promo canary 5 %, watch to 10:00', 8, 0, 'us-prod', 'caution', 'dana', 'watcher'],
      ['chg-209', 'CHG-209-M2XE', 'Aurora minor upgrade ends', 8, 30, 'in-pre', 'maintenance', 'ananya', 'stable'],
      [
        'chg-222',
        'CHG-222-P4WA',
        'checkout-api 4.18.0, same build as 214',
        12,
        0,
        'in-prod',
        'hold',
        'ananya',
        'unstable',
      ],
      ['chg-228', 'CHG-228-T9RC', 'Schema lint', 12, 30, 'in-dev', 'go', 'ananya', 'stable'],
      ['chg-227', 'CHG-227-V3HB', 'Gift cards, rehearsal', 16, 30, 'in-pre', 'go', null, 'stable'],
    ] as const
  ).map(([id, name, line, hour, minute, site, status, owner, condition]) =>
    anItem({
      id,
      kind: 'change',
      name,
      line,
      begins: ist(hour, minute),
      ends: ist(hour + 1, minute),
      sites: [site],
      status,
      owner,
      condition,
      carried: status === 'go' || status === 'maintenance' ? 1 : 0,
      ...(condition === 'unstable' ? { next: 'Nothing: it stays on hold.', due: ist(12) } : {}),
    }),
  ),
  anItem({
    id: 'rds',
    kind: 'aws-scheduled',
    name: 'RDS',
    condition: 'watcher',
    line: 'RDS patch, writer restarts once',
    facts: 'Canada',
    begins: ist(9, 30),
    ends: ist(10, 30),
    sites: ['ca-prod'],
    status: 'maintenance',
    owner: 'ananya',
    next: 'Tell the Canada shop before it begins.',
    due: ist(9, 15),
  }),
  anItem({
    id: 'br-p95',
    kind: 'site',
    name: 'Brazil p95',
    line: 'under 0.8 s until 10:00 IST',
    facts: 'now 0.66 s',
    sites: ['br-prod'],
    status: 'ok',
  }),
  anItem({
    id: 'us-lag',
    kind: 'site',
    name: 'US replica lag',
    line: 'under 5 s',
    facts: 'now 1.8 s',
    sites: ['us-prod'],
    status: 'ok',
    carried: 1,
  }),
  anItem({ id: 'a1', kind: 'action', line: 'Keep CHG-222 on hold', owner: 'ananya', due: ist(12), origin: null }),
  anItem({
    id: 'a2',
    kind: 'action',
    line: 'Restart ca-dev-1 collector',
    owner: 'ananya',
    due: ist(9, 30),
    origin: null,
  }),
  anItem({
    id: 'a3',
    kind: 'follow-up',
    line: 'Replay promo path at 5 %',
    owner: 'thiago',
    due: ist(20, 30),
    carried: 3,
  }),
  anItem({
    id: 'n1',
    kind: 'note',
    line: 'Peak freeze: Fri 20 Nov 00:00, each country.',
    origin: null,
    carried: 1,
  }),
];

const IF_THENS: readonly IfThen[] = [
  anIfThen({
    id: 'i1',
    item: 'inc-87',
    watch: { site: 'br-prod', signal: 'p95', is: 'over', limit: 800, minutes: 5 },
    action: 'Page Dana, US L3. Do not redeploy 4.18.0.',
    who: 'dana',
    until: ist(12, 30),
  }),
  anIfThen({
    id: 'i2',
    item: 'rds',
    text: 'RDS patch runs past 10:30 IST',
    action: 'Send Canada reads to the replica, runbook 31.',
    who: 'ananya',
    from: ist(9, 30),
    until: ist(11, 30),
  }),
  anIfThen({
    id: 'i3',
    item: 'chg-222',
    text: 'Somebody asks to deploy 4.18.0',
    action: 'Say no, and page Oleksandr at desk.',
    who: 'oleksandr',
  }),
];

const COUNTRIES = ['US', 'CA', 'BR', 'IN'] as const;
const TIERS = ['production', 'pre-production', 'development'] as const;
const OTHER: Readonly<Record<string, Status>> = {
  'BR production': 'warning',
  'CA development': 'unknown',
  'IN pre-production': 'maintenance',
};

export const aContent = (over: Partial<HandoverContent> = {}): HandoverContent => ({
  from: 'br-l2',
  to: 'in-l2',
  at: BOUNDARY,
  draftedAt: BOUNDARY - 13 * MINUTE,
  givers: ['rafael'],
  receivers: ['ananya'],
  overall: 'watch',
  sentence:
    'Brazil checkout recovered, and is being watched. p95 0.66 s for 32 min and orders at 812 a minute since CHG-214 was rolled back at 07:20 IST, 01:50 UTC.',
  situation: {
    at: BOUNDARY - 13 * MINUTE,
    oldest: BOUNDARY - 14 * MINUTE,
    places: COUNTRIES.flatMap((country) =>
      TIERS.map((tier) => ({ country, tier, status: OTHER[`${country} ${tier}`] ?? 'ok', sites: 1 })),
    ),
    notLive: [],
  },
  items: ITEMS,
  ifThens: IF_THENS,
  notes: '',
  before: {
    id: 'before',
    from: 'in-l2',
    to: 'br-l2',
    at: BOUNDARY - 12 * HOUR,
    ifThens: [],
    items: [
      ...ITEMS.filter(({ carried }) => carried === 1),
      { ...anItem({ id: 'chg-221', kind: 'change' }), line: 'Promo canary 1 %', status: 'go' },
      { ...anItem({ id: 'a3', kind: 'follow-up' }), line: 'Replay promo path at 1 %', carried: 2 },
      {
        ...anItem({ id: 'ec2', kind: 'aws-event' }),
        name: 'EC2',
        line: 'EC2 sae1-az1',
        facts: 'resolved 08:01 IST, 02:31 UTC',
      },
      { ...anItem({ id: 'pix', kind: 'note' }), line: 'Pix certificate renewed, nothing left to do.' },
    ],
  },
  ...over,
});

const SIGNING: Signing = {
  state: 'draft',
  signatures: [],
  voided: [],
  readBacks: [],
  questions: [],
  refusals: [],
  holders: [],
  acceptances: [],
  inConflict: false,
  accepted: null,
  selfCover: null,
  amended: false,
  seen: [],
};

/** The handover of the pictures, drafted; `signing` and `over` say how far it went. */
export const aHandover = (
  content: Partial<HandoverContent> = {},
  signing: Partial<Signing> = {},
  over: Partial<HandoverView> = {},
): HandoverView => {
  const whole = aContent(content);
  const { at, from, to, draftedAt, givers, receivers, overall, sentence } = whole;
  const signed = { ...SIGNING, ...signing };
  return {
    id: 'handover',
    from,
    to,
    at,
    draftedAt,
    givers,
    receivers,
    overall,
    sentence,
    state: signed.state,
    signedBy: signed.signatures[0]?.person ?? null,
    signedAt: signed.signatures[0]?.at ?? null,
    acceptedBy: signed.accepted?.person ?? null,
    acceptedAt: signed.accepted?.at ?? null,
    inConflict: signed.inConflict,
    alsoTaken: [],
    putAway: null,
    amended: signed.amended,
    readBack: { settled: 0, needed: whole.items.filter(({ condition }) => condition === 'unstable').length },
    toRead: 0,
    unanswered: 0,
    openQuestions: signed.questions.filter(({ answers }) => answers.length === 0).length,
    measures: {
      minutesToAccept: null,
      minutesLate: null,
      openItems: whole.items.length,
      withIfThen: whole.ifThens.length,
      questions: signed.questions.length,
      surprises: null,
    },
    watches: [],
    changedAt: draftedAt,
    content: whole,
    hash: 'sha256:0000',
    signing: signed,
    conflicts: [],
    waiting: [],
    lost: 0,
    ...over,
  };
};
