/** Names as somebody might write them to be more than a name. Each carries a word by which it is found on a screen. */
export const HOSTILE = {
  markup: 'MARKUP<script>window.ran=1</script><img src=x onerror="window.ran=1"><svg onload=window.ran=1>',
  links:
    'LINKS<a href="javascript:window.ran=1">x</a> javascript:window.ran=1 data:text/html,<script>window.ran=1</script>',
  attribute: `ATTRIBUTE" onmouseover="window.ran=1" x='\` autofocus onfocus=window.ran=1 tabindex=0`,
  template: 'TEMPLATE{{constructor.constructor("window.ran=1")()}} ${window.ran=1} #{7*7} <%= 7*7 %> %s %n %1$s',
  style: 'STYLE"}</style><style>*{display:none}</style> ;background:url(https://203.0.113.9/css);position:fixed',
  bidi: 'BIDI\u202egnp.exe\u202c \u2066inner \u2067rtl \u200f\u061c\u2069',
  terminal: 'TERMINAL\u0000\u0007\u001b[2J\u001b[31m\u001b]0;owned\u0007\u009b31m\u0085\r\u007f\b\b\b',
  unseen: 'UNSEEN\u200bpay\u2060pal\ufeff\u00ad\u{e0041}\u{e007f}',
  tower: `TOWER Z${'\u0315\u031b\u0340\u0358'.repeat(200)}`,
  rightToLeft: 'RTL \u0641\u0631\u0639 \u0627\u0644\u0631\u064a\u0627\u0636 (5) \u05d4\u05d6\u05de\u05e0\u05d5\u05ea',
  emoji: 'EMOJI \u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}\u{1f3f4}\u{1f1e7}\u{1f1f7}\ufe0f\u20e3',
  halves: 'HALVES \ud800 and \udc00',
  lines: 'LINES\none\u2028two\u2029three\ttab',
  long: `LONG${'W'.repeat(490)}`,
  marks: 'MARKS \u0950'.padEnd(60, '\u094d\u0930\u093f'),
  prototype: '__proto__',
} as const;

/** What must not be in anything that is shown or printed. Joiners, line ends and tabs may. */
export const STEERING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}|\p{M}{7}/u;

/** Ids that every object seems to have already. */
export const INHERITED_IDS = ['constructor', 'toString', 'hasOwnProperty', 'valueOf'] as const;
