import type { Argument, TypedWords } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { NearMiss } from '../../src/bot/near-miss.ts';
import { classCalled, noSuchClass, onlyClass, openClasses, typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { joinedPeople } from '../../src/chat/command.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  allOf,
  groupMeant,
  groupNumber,
  listedPeople,
  type Meant,
  type NotFound,
  pastedNames,
  type Reachable,
  scopeLabel,
  wordMeant,
} from '../../src/training/class-messages/notice-receivers.ts';
import { postOn } from '../../src/training/committee/members.ts';
import { classReach, type Reach, wideReach } from './notice-reach.ts';

/** Whom a notice is for, as it was typed: a class, part of it, or people outside one. */
export interface NoticeTarget {
  trainingClass?: ClassRow;
  /** Of a notice of the class committee: who sends it with their post, `赵一（班长）`. */
  byMember?: string;
  /** The unit from whose head or liaison it is; absent for who may send to the whole county. */
  unitId?: string;
  /** Absent for the whole class. */
  part?: NoticePart;
}

interface NoticePart {
  scope: string;
  people: readonly Reachable[];
  notFound: readonly NotFound[];
}

const wholeClassWords = ['全班', '全体学员'];
const listWords = ['名单', '名单所列人员'];

/**
 * `2026-01`, `2026-01 张三、李四`, `县财政局、科级正职`, `名单` with the names on the lines below. Where no word says whom it is for, it is
 * for the person's one open class.
 */
export const noticeTargetArg: Argument<'target', NoticeTarget> = {
  key: 'target',
  usage: '[班号或对象]',
  async take(words, ctx) {
    const classes = await openClasses(ctx, 'notice.send');
    const open = await ctx.allowedIn('notice.send', classes, ({ _id }) => ({ classId: _id }));
    const typed = words.ahead ?? '';
    const classId = typedClassId(typed);
    if (classId !== undefined) {
      words.next();
      return inClass(ctx, words, classId, () => classNumbered(ctx, classId, typed, open));
    }
    const called = classCalled(open, typed);
    if (called !== undefined) {
      words.next();
      return inClass(ctx, words, called._id, async () => called);
    }
    const reach = await wideReach(ctx);
    const part = reach && takePart(words, reach);
    if (reach !== undefined && part !== undefined)
      return () => ({ ...(reach.unitId === undefined ? {} : { unitId: reach.unitId }), part: part() });
    if (reach !== undefined && saysForWhom(typed) && isFollowed(words))
      throw new RuleError('notice.receiver-unknown', { names: typed });
    const [only] = open;
    if (open.length === 1 && only !== undefined) return inClass(ctx, words, only._id, async () => only);
    if (reach !== undefined && open.length === 0) throw new RuleError('notice.receiver-unknown', { names: typed });
    return () => ({ trainingClass: onlyClass(open) });
  },
};

/** A first word that can only say for whom it is, such as 各乡镇办公室主任: not understood, it must not become the text of a class notice. */
function saysForWhom(typed: string): boolean {
  return /^(?:全县|各|所有)(?!位).{0,16}(?:单位|部门|乡镇|镇街|负责人|联络员|主任|书记|干部|人员|领导|同志)$/u.test(
    typed,
  );
}

/** Whether there is something left to be sent after the next word. */
function isFollowed(words: TypedWords): boolean {
  const typed = words.next();
  const isLast = words.areOver && words.body.trim() === '';
  if (typed !== undefined) words.putBack(typed);
  return !isLast;
}

async function inClass(ctx: Context, words: TypedWords, classId: string, find: () => Promise<ClassRow>) {
  const reach = (await ctx.may('notice.send', { classId })) ? await classReach(ctx, classId) : undefined;
  const part = reach && takePart(words, reach);
  return async (): Promise<NoticeTarget> => {
    const trainingClass = await find();
    const byMember = await memberSaid(ctx, trainingClass);
    const whole =
      byMember === undefined ? undefined : { scope: '其他全体学员', people: reach?.within ?? [], notFound: [] };
    const meant = part === undefined ? whole : part();
    return { trainingClass, ...(byMember !== undefined && { byMember }), ...(meant && { part: meant }) };
  };
}

/** `赵一（班长）` for who may send to the class only because they are on its committee. */
async function memberSaid(ctx: Context, trainingClass: ClassRow): Promise<string | undefined> {
  if (await ctx.may('notice.beyond-class', { classId: trainingClass._id })) return undefined;
  const { name, _id } = ctx.person;
  return `${name}（${postOn(trainingClass, _id, beijingDateOf(ctx.now)) ?? '班委'}）`;
}

async function classNumbered(ctx: Context, classId: string, typed: string, open: readonly ClassRow[]) {
  try {
    return await allowedClass(ctx, 'notice.send', classId);
  } catch (error) {
    if (!(error instanceof RuleError) || error.code !== 'class.unknown') throw error;
    throw noSuchClass(classId, typed, open);
  }
}

/** Takes the next word if it says for whom, and there is something left to be sent. */
function takePart(words: TypedWords, reach: Reach): (() => NoticePart) | undefined {
  const typed = words.ahead;
  if (typed === undefined) return undefined;
  const hasWords = isFollowed(words);
  words.next();
  if (listWords.includes(typedWord(typed))) {
    const body = words.takeBody();
    return () => partOfList(body, reach);
  }
  const part = wholeClassWords.includes(typedWord(typed)) ? 'whole' : partOf(typed, reach);
  if (part !== undefined && hasWords) return part === 'whole' ? undefined : part;
  words.putBack(typed);
  return undefined;
}

/** Without names below: a sheet of them is still to come. */
function partOfList(body: string, { within, facts }: Reach): NoticePart {
  const lines = pastedNames(body);
  if (lines.length === 0) return { scope: '名单所列人员', people: [], notFound: [] };
  const { people, notFound } = listedPeople(lines, within, facts);
  if (people.length === 0)
    throw new RuleError('notice.receiver-unknown', { names: lines.map(({ name }) => name).join('、') });
  return { scope: '名单所列人员', people, notFound };
}

/** What a typed word means as receivers; `undefined` for words of the notice itself. */
function partOf(typed: string, { within, facts, own, nameOf, groups }: Reach): (() => NoticePart) | undefined {
  const meantBy = (word: string) => groupMeant(word, within, groups ?? []) ?? wordMeant(word, within, facts, own);
  const parts = joinedPeople(typed).map((word) => ({ word, meant: meantBy(word) }));
  const unknown = parts.filter(({ meant }) => meant === undefined).map(({ word }) => word);
  if (unknown.length === parts.length && !(groups && unknown.some((word) => groupNumber(word) !== undefined)))
    return undefined;
  return () => {
    if (unknown.length > 0) throw new RuleError('notice.receiver-unknown', { names: unknown.join('、') });
    const meant = parts.map(({ word, meant }): Meant => {
      if (meant !== undefined && 'people' in meant) return meant;
      throw severalCalled(word, meant?.ambiguous ?? [], nameOf);
    });
    return { scope: scopeLabel(meant), people: allOf(meant), notFound: [] };
  };
}

function severalCalled(word: string, people: readonly Reachable[], nameOf: Reach['nameOf']): NearMiss {
  const choices = people.map((person) => ({
    label: `${person.name} ${person._id}`,
    line: `${person._id}　${person.name}　${nameOf(person.unitId)}`,
    put: { word, to: person._id },
  }));
  return new NearMiss('person.ambiguous', { name: word, choices: choices.map(({ line }) => line).join('\n') }, choices);
}
