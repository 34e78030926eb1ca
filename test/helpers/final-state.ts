import type { LedgerItem } from '../../src/emulator/ledger.ts';
import type { CrashWorld } from './crash-world.ts';

/** What must be the same whether or not the bot died on the way. */
export interface FinalState {
  /** Stored documents by collection, without what the machinery may do differently. */
  documents: Record<string, string[]>;
  /** Each person's conversation as it looks in the end, oldest first. */
  screens: Record<string, Shown[]>;
  /** How many texts and cards of each person were once sent without an answer. */
  unsure: Record<string, { texts: number; cards: number }>;
  /** What became of each message that was taken back, by its key; `inDoubt` where its sending once got no answer. */
  recalled: Record<string, string>;
}

interface Shown {
  from: LedgerItem['from'];
  isCard: boolean;
  look: string;
  /** Earlier looks of a card that was changed. */
  past: string[];
}

type Row = Record<string, unknown>;

/** Positions, times and attempts of the machinery; what it is about stays. */
const machinery: Readonly<Record<string, readonly string[]>> = {
  receipts: [
    'update',
    'dueAt',
    'leaseUntil',
    'claim',
    'attempts',
    'order',
    'receivedAt',
    'doneAt',
    'error',
    'answer',
    'suspect',
    'sealed',
  ],
  deliveries: [
    ...['order', 'dueAt', 'expiresAt', 'attempts', 'unsure', 'holdsBack', 'claim', 'leaseUntil', 'sentAt', 'revisedAt'],
    ...['error', 'cardRef', 'cardCode', 'handle', 'sentWith', 'recalled', 'unsureSince', 'unanswered'],
  ],
  expectations: ['askedAt', 'until'],
  // Every sealing has a nonce of its own.
  proofs: ['sealed', 'shownUntil'],
  earlyFiles: ['sealedName', 'sealed', 'until'],
  ballotBoxes: ['ballots', 'openedAt'],
  // They say when each thing was done.
  elections: ['openedAt', 'entries', 'candidacies', 'rounds'],
  rolls: ['shownAt'],
  // What is written in them says when.
  papers: ['sent'],
  archives: ['records', 'sums', 'bytes'],
};
/**
 * Whose runs depend on the hour of the restart; what they send and change is compared. Tries after a crash cost calls of their own, and may
 * leave a file, a code or a link of which nobody was told, until it is forgotten: that the links and codes that were told work is what the flows
 * look at themselves.
 */
const leftOut: ReadonlySet<string> = new Set([
  ...['leases', 'installation', 'jobRuns', 'usage'],
  ...['files', 'pageCodes', 'pageFiles', 'pageSessions'],
]);

/** What chance, a restart or the hour makes of an equal thing. */
const different: readonly (readonly [RegExp, string])[] = [
  [/(#|%23)[0-9A-Z]{5}\b/g, '#CODE'],
  [/\d\d:\d\d(?=签到|阅知)/g, 'TIME'],
  [/https?:\/\/(?:127\.0\.0\.1|localhost):\d+/g, 'ADDRESS'],
  [/\b[0-9a-f]{64}\b/g, 'SHA256'],
  [/\b(JY|XS|DJ)(?:-[2-9A-Z]{4}){4}/g, '$1-NUMBER'],
  [/20\d\d-\d\d-[0-9A-F]{8}\b/g, 'ARCHIVE'],
  [/(?<=\.(?:pdf|zip)","bytes":)\d+/g, 'BYTES'],
  [/\/staff\/file\/[\w-]{43}/g, 'LINK'],
  [/\b[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}\b/g, 'PAGE-CODE'],
];

/** Stands for the members of any group: what was said there may be there twice for each of them. */
const everybody = '*';

const inDoubt = 'in doubt';

/** A message that may be there twice says so the second time. */
const repeatMark = /（重发）如已收到，请忽略本条。(?:\\n| )*/;

const mostParts = 4;
/** A little less than what fits in one text. */
const lettersInPart = 600;

/** Instants this near to the flow differ by the time a restart takes. */
const nearMs = 6 * 3600_000;

export async function finalState(world: CrashWorld): Promise<FinalState> {
  const documents = await world.documents();
  const plain = plainWriter(updateIds(documents.receipts ?? []), world.clock.now().getTime());
  const kept = Object.entries(documents).filter(([name]) => !leftOut.has(name));
  return {
    documents: Object.fromEntries(
      kept.map(([name, rows]) => [name, rows.map((row) => plain(without(row, machinery[name] ?? []))).sort()]),
    ),
    screens: Object.fromEntries(
      world.world.emulator.ledger().map(({ userId, items }) => [userId, items.map((item) => shown(item, plain))]),
    ),
    unsure: unsureOf(documents.deliveries ?? []),
    recalled: Object.fromEntries(
      (documents.deliveries ?? [])
        .filter((row) => row.recalled !== undefined)
        .map((row) => [String(row._id), row.unsure === true ? inDoubt : String(row.recalled)]),
    ),
  };
}

/**
 * Where two runs ended differently; empty when the promise was kept. A crash may show in two ways only, both where the bot died between
 * handing a message over and noting the answer: a text may be there twice in a row, and a WeCom card may keep an earlier look, for the
 * code to change it was in the answer that was lost. Cards are never there twice.
 */
export function differences(whole: FinalState, broken: FinalState): string[] {
  const found: string[] = [];
  for (const name of union(whole.documents, broken.documents)) {
    const [wanted, got] = [whole.documents[name] ?? [], broken.documents[name] ?? []];
    found.push(...wanted.filter((row) => !got.includes(row)).map((row) => `${name} lacks ${row}`));
    found.push(...got.filter((row) => !wanted.includes(row)).map((row) => `${name} has ${row}`));
    if (found.length === 0 && wanted.length !== got.length) found.push(`${name} holds ${got.length} rows`);
  }
  for (const key of union(whole.recalled, broken.recalled)) {
    const [wanted, got] = [whole.recalled[key], broken.recalled[key]];
    // Without the vendor's answer a message cannot be taken back, and its sender is told so.
    if (wanted !== got && got !== inDoubt) found.push(`${key} is recalled as ${got} instead of ${wanted}`);
  }
  for (const person of union(whole.screens, broken.screens)) {
    const own = broken.unsure[person] ?? { texts: 0, cards: 0 };
    const inGroups = broken.unsure[everybody]?.texts ?? 0;
    const unsure = { texts: own.texts + inGroups, cards: own.cards };
    const fault = compareScreens(whole.screens[person] ?? [], broken.screens[person] ?? [], unsure);
    if (fault !== undefined) found.push(`${person}: ${fault}`);
  }
  return found;
}

function compareScreens(
  wanted: readonly Shown[],
  got: readonly Shown[],
  unsure: { texts: number; cards: number },
): string | undefined {
  let { texts, cards } = unsure;
  let at = 0;
  for (const item of got) {
    const expected = wanted[at];
    if (expected !== undefined && item.look === expected.look) at += 1;
    else if (expected !== undefined && cards > 0 && item.isCard && expected.past.includes(item.look)) {
      cards -= 1;
      at += 1;
    } else if (texts > 0 && !item.isCard && item.from === 'bot' && justSaid(wanted, at).includes(item.look)) texts -= 1;
    else return `sees ${item.look}\n    instead of ${expected?.look ?? 'nothing more'}`;
  }
  return at === wanted.length ? undefined : `does not see ${wanted[at]?.look}`;
}

/** The parts of the message before this place, as far as they are texts: a long one comes in several and is repeated whole. */
function justSaid(wanted: readonly Shown[], at: number): string[] {
  const parts = wanted.slice(Math.max(0, at - mostParts), at);
  return parts.filter((item) => item.from === 'bot' && !item.isCard).map((item) => item.look);
}

/** Names that stay the same between runs: updates by their order, near instants as `soon`. */
function plainWriter(ids: readonly string[], nowMs: number): (value: unknown) => string {
  const names = ids.flatMap((id, index): [string, string][] => {
    const inPress = new URLSearchParams({ id }).toString().slice(3);
    return [...new Set([id, inPress, encodeURIComponent(inPress)])].map((form) => [form, `U${index + 1}`]);
  });
  // One id may be the beginning of another: DingTalk's are Base64 of a number.
  names.sort(([a], [b]) => b.length - a.length);
  return (value) => {
    let text = JSON.stringify(value, (_, part: unknown) => {
      if (typeof part !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part)) return part;
      return Math.abs(Date.parse(part) - nowMs) < nearMs ? 'soon' : part;
    });
    // In the key of a button an instant is written as part of an address.
    text = text.replaceAll(INSTANT_IN_KEY, (found) =>
      Math.abs(Date.parse(found.replaceAll(/%(?:25)*3A/g, ':')) - nowMs) < nearMs ? 'soon' : found,
    );
    for (const [form, name] of names) text = text.replaceAll(form, name);
    return different.reduce((plain, [what, as]) => plain.replaceAll(what, as), text);
  };
}

const INSTANT_IN_KEY = /\d{4}-\d\d-\d\dT\d\d%(?:25)*3A\d\d%(?:25)*3A[\d.]+Z/g;

/** In the order people acted. A DingTalk press that was not answered is pressed again and comes as another update of the same number. */
function updateIds(receipts: readonly Row[]): string[] {
  return [...receipts].sort((a, b) => Number(a.order) - Number(b.order)).map((row) => String(row._id));
}

function shown({ from, body, past }: LedgerItem, plain: (value: unknown) => string): Shown {
  const look = plain(body).replace(repeatMark, '');
  return { from, isCard: body.kind === 'card', look, past: (past ?? []).map((each) => plain(each.body)) };
}

function unsureOf(deliveries: readonly Row[]): FinalState['unsure'] {
  const unsure: FinalState['unsure'] = {};
  for (const row of deliveries) {
    if (row.unsure !== true) continue;
    const person = row.kind === 'post' || row.kind === 'group' ? everybody : String(row.userId);
    const count = unsure[person] ?? { texts: 0, cards: 0 };
    unsure[person] = count;
    const { kind } = row.message as { kind: string };
    if (kind === 'card' && row.kind === 'send') count.cards += 1;
    // A long text goes out in parts, and a card that does not fit as texts in front of it or as texts alone.
    count.texts += Math.ceil(JSON.stringify(row.message).length / lettersInPart);
  }
  return unsure;
}

function without(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}
