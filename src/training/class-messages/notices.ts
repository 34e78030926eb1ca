import type { FileMessage } from '../../chat/message.ts';
import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among, not, within } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text, texts, value, yes } from '../../store/row.ts';
import { ClassMessageStore, classMessageFields, classMessageIndexes, whereRecalled } from './class-messages.ts';
import type { NotFound } from './notice-receivers.ts';
import type { SendableLabel } from './sensitivity.ts';

/** That somebody had those who did not answer reminded, on a Beijing day. */
interface NoticeReminding {
  on: string;
  by: string;
  byUpdate: string;
}

interface PendingCorrection {
  words: string;
  byUpdate: string;
}

/** That a notice was put right after it was sent. */
interface NoticeCorrection {
  /** What it said before. */
  former: string;
  at: Date;
  by: string;
  byUpdate: string;
}

/** What the sender of a draft may set before it goes out. */
export type NoticeSettings = Partial<
  Pick<
    NoticeRow,
    | 'noReceipt'
    | 'escalates'
    | 'label'
    | 'labelBecause'
    | 'collectAt'
    | 'file'
    | 'receivers'
    | 'notFound'
    | 'namesByUpdate'
  >
>;

/** The marks as this person may see them: what stands in somebody's way is told to the class teacher, not to a member of the committee. */
export function marksFor(
  { byMember, createdBy }: Pick<NoticeRow, 'byMember' | 'createdBy'>,
  readerId: string,
  marks: readonly NoticeMarkRow[],
): NoticeMarkRow[] {
  if (byMember === undefined || createdBy !== readerId) return [...marks];
  return marks.map(({ answerWords: _, ...mark }) => mark);
}

/** Whether a draft is for a list that has not come yet. */
export function awaitsNames({ receivers }: Pick<NoticeRow, 'receivers'>): boolean {
  return receivers?.length === 0;
}

const notices = rows(
  'notices',
  {
    ...classMessageFields,
    /** Absent on notices outside a class. */
    classId: optional(text),
    /** Of a notice outside a class: the year of its number, from whom it is, and the unit whose head or liaison may send it. */
    year: optional(text),
    from: optional(text),
    unitId: optional(text),
    /** Of a notice of the class committee: who sent it with their post, `赵一（班长）`. */
    byMember: optional(text),
    /** Whom it is meant for, as it was said; absent where it is the whole class. */
    scope: optional(text),
    /** Whom it is meant for, as the preview showed it; absent where it is whoever is on the roll of the class. */
    receivers: optional(texts),
    /** The update that brought the sheet of names which the draft waited for. */
    namesByUpdate: optional(text),
    /** Names of a list that mean nobody, for the preview. */
    notFound: optional(list<NotFound>()),
    words: text,
    /** It asks for no answer. */
    noReceipt: optional(yes),
    /** Until when an answer is expected. */
    answerBy: optional(date),
    /** The answer day its preview showed; absent on notices of earlier versions. */
    shownAnswerBy: optional(date),
    /** Liaisons and heads are told who did not answer. */
    escalates: optional(yes),
    /** Absent = internal. */
    label: optional(oneOf<SendableLabel>()),
    /** The word in the text that asks for the label. */
    labelBecause: optional(text),
    /** Where a work-sensitive one is collected or read. */
    collectAt: optional(text),
    /** What goes out with it. */
    file: optional(value<FileMessage>()),
    /** A correction that is shown and not confirmed. */
    pending: optional(value<PendingCorrection>()),
    /** Oldest first. */
    corrections: optional(list<NoticeCorrection>()),
    /** Reminders that somebody had sent by hand. */
    reminders: optional(list<NoticeReminding>()),
  },
  [
    ...classMessageIndexes,
    { keys: { state: 1, sentAt: 1 }, usedBy: 'sentSince, listedSince' },
    { keys: { year: 1, number: -1 }, onlyWith: 'year', usedBy: 'create' },
  ],
);

/** A notice to a class, to part of one, or to people outside one; its number, e.g. `2026-01-T3` or `2026-T7`, is its id. */
export type NoticeRow = RowOf<typeof notices>;

const noticeMarks = rows(
  'noticeMarks',
  {
    noticeId: text,
    cadreId: text,
    unitId: text,
    name: text,
    readAt: optional(date),
    answer: optional(oneOf<'willDo' | 'difficulty'>()),
    answerWords: optional(text),
    answeredAt: optional(date),
    /** What added the receiver to the class after the call-up list was issued; gives their card a key of its own. */
    joinedBy: optional(text),
  },
  [{ keys: { noticeId: 1, _id: 1 }, usedBy: 'marksOf' }],
);

/** When one trainee read and answered one notice, separately. The id is `<notice>:<cadre>`. */
export type NoticeMarkRow = RowOf<typeof noticeMarks>;

/** The delivery key of the card that goes to one receiver; whoever comes back to the class gets another one. */
export function noticeKey({ _id, joinedBy }: Pick<NoticeMarkRow, '_id' | 'joinedBy'>): `notice:${string}` {
  return `notice:${_id}${joinedBy === undefined ? '' : `:${joinedBy}`}`;
}

/** A receiver's mark before they have read the notice. */
export function newMark(
  noticeId: string,
  { cadreId, unitId, name, joinedBy }: Pick<NoticeMarkRow, 'cadreId' | 'unitId' | 'name' | 'joinedBy'>,
): NoticeMarkRow {
  const late = joinedBy === undefined ? {} : { joinedBy };
  return { _id: `${noticeId}:${cadreId}`, noticeId, cadreId, unitId, name, ...late };
}

/** The delivery key of one reminder of it. @param step - the key of the reminder among those of a notice */
export function noticeReminderKey(markId: string, step: string): `notice-reminder:${string}` {
  return `notice-reminder:${markId}:${step}`;
}

/** The delivery key of the file that goes to one receiver with the card. */
export function noticeFileKey(markId: string): `notice-file:${string}` {
  return `notice-file:${markId}`;
}

/** The delivery key of the word that tells one receiver of a correction. */
export function noticeCorrectionKey(markId: string, byUpdate: string): `notice-correction:${string}` {
  return `notice-correction:${markId}:${byUpdate}`;
}

/** The key of the reminder that somebody has sent by hand on a day, among those of a notice. */
export function dayReminder(dateOn: string): string {
  return `on-${dateOn}`;
}

export class NoticeStore extends ClassMessageStore<NoticeRow> {
  readonly #marks: Collection<NoticeMarkRow>;

  constructor(database: Database, presentNames: PresentNames) {
    super(database.of(notices), 'T');
    this.#marks = database.of(noticeMarks, { asRead: presentNames });
  }

  /** Inserts a demo's first notices. */
  async fill(notices: readonly NoticeRow[]): Promise<void> {
    await this.messages.insertMissing(notices);
  }

  /** Makes a draft under the next number of the class or the year; the same update makes the same draft. */
  create(wanted: Omit<NoticeRow, '_id' | 'number' | 'state'>): Promise<NoticeRow> {
    return this.createDraft(wanted, (numbered) => ({ ...numbered, ...wanted }));
  }

  /** Sets what is given of a draft, and takes out what is `undefined`; no change once it was sent. @returns the row as it is now */
  async set(id: string, settings: { [Name in keyof NoticeSettings]: NoticeSettings[Name] | undefined }) {
    const entries = Object.entries(settings);
    const gone = entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1] as const);
    const $set = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    await this.messages.updateOne({ _id: id, state: 'draft' }, { $set, $unset: Object.fromEntries(gone) });
    return this.byId(id);
  }

  /** Drops a draft with its text; no change if it was sent. */
  override async drop(id: string): Promise<void> {
    await this.messages.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped', words: '（未发出）' } });
  }

  /** Marks a draft as sent, with the words that go out; `false` if it was dropped before. */
  async send(
    id: string,
    sent: Required<Pick<NoticeRow, 'sentAt' | 'words'>> & Pick<NoticeRow, 'answerBy'>,
  ): Promise<boolean> {
    await this.messages.updateOne({ _id: id, state: 'draft' }, { $set: { ...sent, state: 'sent' } });
    return (await this.byId(id))?.state === 'sent';
  }

  /** Keeps a correction that is shown, in place of an earlier one. */
  async draftCorrection(id: string, pending: PendingCorrection): Promise<void> {
    await this.messages.updateOne({ _id: id, state: 'sent' }, { $set: { pending } });
  }

  async dropCorrection(id: string): Promise<void> {
    await this.messages.updateOne({ _id: id }, { $unset: { pending: 1 } });
  }

  /** Puts a sent notice right as it was shown, once. @param draft - the update that showed it */
  correct(id: string, draft: string, by: Omit<NoticeCorrection, 'former'>): Promise<NoticeRow | null> {
    return once(this.messages, id, 'corrections.byUpdate', by.byUpdate, ({ state, words, pending }) =>
      state === 'sent' && pending?.byUpdate === draft
        ? {
            given: { state, words, 'pending.byUpdate': draft },
            change: {
              $set: { words: pending.words },
              $unset: { pending: 1 },
              $push: { corrections: { ...by, former: words } },
            },
          }
        : undefined,
    );
  }

  /** What was sent since then, what was taken back included, newest first. */
  async listedSince(since: Date): Promise<NoticeRow[]> {
    const rows = await this.messages.find({ state: among(['sent', 'recalled']), sentAt: within({ $gte: since }) });
    return rows.sort((a, b) => (b.sentAt?.getTime() ?? 0) - (a.sentAt?.getTime() ?? 0));
  }

  /** What was sent to a class, what was taken back included, oldest first. */
  async sentTo(classId: string): Promise<NoticeRow[]> {
    const rows = await this.messages.find({ classId }, { sort: { classId: 1, number: 1 } });
    return rows.filter(({ state }) => state === 'sent' || state === 'recalled');
  }

  /** Notes a reminder by hand, at most one a day. @returns whether this update made it, now or before */
  async remind(id: string, reminding: NoticeReminding): Promise<boolean> {
    const { on, byUpdate } = reminding;
    const row = await once(this.messages, id, 'reminders.byUpdate', byUpdate, ({ state, reminders = [] }) =>
      state === 'sent' && !reminders.some((each) => each.on === on)
        ? { given: { state, 'reminders.on': not(on) }, change: { $push: { reminders: reminding } } }
        : undefined,
    );
    return row?.reminders?.some((each) => each.byUpdate === byUpdate) === true;
  }

  /** What was sent to the whole class before an instant and not taken back, oldest first. */
  override async standingIn(classId: string, sentBefore: Date): Promise<NoticeRow[]> {
    return (await super.standingIn(classId, sentBefore)).filter(({ receivers }) => receivers === undefined);
  }

  /** Notices to one class that still wait for answers. */
  awaitedIn(classId: string, now: Date) {
    return this.messages.find(
      { classId, state: 'sent', answerBy: within({ $gt: now }) },
      { sort: { classId: 1, number: -1 } },
    );
  }

  /** Those of a year that belong to no class, oldest first. */
  outsideClasses(year: string) {
    return this.messages.find({ year }, { sort: { year: 1, number: 1 } });
  }

  sentSince(since: Date) {
    return this.messages.find({ state: 'sent', sentAt: within({ $gte: since }) });
  }

  recalledSince(since: Date) {
    return this.messages.find(whereRecalled(since));
  }

  /** Creates a mark for each receiver; who has one keeps it, with what added them to the class last. */
  async openMarks(list: readonly NoticeMarkRow[]): Promise<void> {
    const there = await this.#marks.insertMissing(list);
    const late = list.filter((mark, position) => there.has(position) && mark.joinedBy !== undefined);
    for (const { _id, joinedBy = '' } of late)
      await this.#marks.updateOne({ _id, joinedBy: not(joinedBy) }, { $set: { joinedBy } });
  }

  marksOf(noticeId: string) {
    return this.#marks.find({ noticeId }, { sort: { noticeId: 1, _id: 1 } });
  }

  markOf(noticeId: string, cadreId: string) {
    return this.#marks.byId(`${noticeId}:${cadreId}`);
  }

  /** Marks the notice as read; only the first time counts. */
  async read(noticeId: string, cadreId: string, readAt: Date): Promise<void> {
    await this.#marks.updateOne({ _id: `${noticeId}:${cadreId}`, readAt: absent() }, { $set: { readAt } });
  }

  /** Stores an answer, in place of an earlier one, and marks the notice as read. */
  async answer(
    noticeId: string,
    cadreId: string,
    set: Pick<NoticeMarkRow, 'answer' | 'answeredAt'> & { answerWords?: string },
  ): Promise<void> {
    await this.#marks.updateOne({ _id: `${noticeId}:${cadreId}` }, { $set: set });
  }
}
