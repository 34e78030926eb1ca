import type { LedgerItem, PersonLedger } from '../emulator/ledger.ts';
import type { Running } from '../start/start.ts';
import type { CallUpState } from '../training/call-up/call-up-state.ts';
import { byCadre } from '../training/class/by-cadre.ts';
import { meetsShare, tallyHours } from '../training/class/shares.ts';
import { scoreOf } from '../training/scoring/scoring.ts';
import { traineeBurdens } from './burden-table.ts';
import { classLifeEnded, votesKept } from './class-life.ts';
import { CLASS, type Participants } from './participants.ts';
import { accountOf } from './simulated-people.ts';

const classId = '2026-01';

/** Checks what the README promises against what is stored and what each person saw. @returns one sentence per broken promise */
export async function brokenInvariants(participants: Participants, running: Running): Promise<string[]> {
  const ledger = running.emulator?.ledger() ?? [];
  const checks = [
    ...[nothingLost, nothingTwice, nobodyReadsOthers, numbersExplained],
    ...[doneMeansStored, rulesKept, burdenKept, markTold],
    (run: FinishedRun) => votesKept(run.running),
    (run: FinishedRun) => classLifeEnded(run.running),
  ];
  const broken: string[] = [];
  for (const check of checks) broken.push(...(await check({ participants, running, ledger })));
  return broken;
}

interface FinishedRun {
  participants: Participants;
  running: Running;
  ledger: readonly PersonLedger[];
}

/** Nothing accepted is lost: every update is handled, every message out, and everything a person typed has its receipt. */
async function nothingLost({ running: { store }, ledger }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  const [openReceipts, dead, openDeliveries, refused, said] = await Promise.all([
    store.receipts.open(),
    store.receipts.dead(10),
    store.deliveries.open(),
    store.undelivered.refused(10),
    store.receipts.countSaid(),
  ]);
  if (openReceipts > 0) broken.push(`还有 ${openReceipts} 条来信没有处理`);
  if (dead.length > 0) broken.push(`有来信处理失败：${dead.map((row) => row._id).join('、')}`);
  if (openDeliveries > 0) broken.push(`还有 ${openDeliveries} 条消息没有发出`);
  if (refused.length > 0)
    broken.push(`有消息未能送达：${refused.map((row) => `${row._id}（${row.error}）`).join('、')}`);
  const written = ledger
    .flatMap((person) => person.items)
    .filter(({ from, body }) => from === 'person' && body.kind === 'text');
  const typed = written.length;
  if (typed !== said) broken.push(`学员发出 ${typed} 条文字，收到 ${said} 条`);
  const [trouble, ...others] = ledger.flatMap((person) => person.items).flatMap((item) => item.trouble ?? []);
  if (trouble !== undefined) broken.push(`有 ${others.length + 1} 次操作平台没有得到答复，如：${trouble}`);
  const dropped = ledger.flatMap((person) => person.dropped).length;
  if (dropped > 0) broken.push(`有 ${dropped} 条消息被平台丢弃`);
  return broken;
}

/** Nothing is counted twice: one sign-in per person and session, one card on the screen per card sent. */
async function nothingTwice({ participants, running: { store }, ledger }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  for (const { cadre } of participants.trainees) {
    const { vendor, userId } = accountOf(cadre);
    const seen =
      ledger.find((person) => person.vendor === vendor && person.userId === userId)?.items.filter(isCard).length ?? 0;
    const sent = await store.sentCards.cardsSentTo(cadre.id);
    if (seen !== sent) broken.push(`${cadre.name}应看到 ${sent} 张卡片，实际 ${seen} 张`);
  }
  const sessions = await store.sessions.ofClass(classId);
  for (const session of sessions) {
    const marks = await store.signIns.ofSession(session._id);
    if (new Set(marks.map((mark) => mark.cadreId)).size !== marks.length) broken.push(`${session._id} 有人签到两次`);
  }
  return broken;
}

/** A card that asks for something; one that is too long for DingTalk's cards comes as Markdown with its buttons as links. */
function isCard({ from, body }: LedgerItem): boolean {
  if (from !== 'bot') return false;
  if (body.kind === 'card') return body.buttons.length > 0 || body.replaced !== undefined;
  return body.kind === 'markdown' && body.markdown.includes('](dtmd:');
}

/** The mark of a work is told to whoever wrote it, once, in a digest or by itself. */
async function markTold({ participants, ledger }: FinishedRun): Promise<string[]> {
  return participants.trainees.flatMap(({ cadre }) => {
    const { vendor, userId } = accountOf(cadre);
    const items = ledger.find((person) => person.vendor === vendor && person.userId === userId)?.items ?? [];
    const said = items.filter(({ from }) => from === 'bot').map(({ body }) => JSON.stringify(body));
    const times = said.join('').split('【作业评阅】').length - 1;
    return times > 1 ? [`${cadre.name}被告知作业评阅结果 ${times} 次`] : [];
  });
}

/** Nobody sees what is not meant for them: a result is shown to its trainee, to the head of their unit and to staff alone. */
async function nobodyReadsOthers({ participants, running: { store }, ledger }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  const staff = new Set(
    [participants.org, participants.school, participants.teacher, participants.teamFirst, participants.teamSecond].map(
      (cadre) => cadre.id,
    ),
  );
  const units = new Map(participants.county.units.map((unit) => [unit.id, unit]));
  const people = new Map(
    participants.county.cadres.map((cadre) => [`${accountOf(cadre).vendor}:${accountOf(cadre).userId}`, cadre]),
  );
  const results = await store.assessments.ofClass(classId);
  for (const person of ledger) {
    const reader = people.get(`${person.vendor}:${person.userId}`);
    if (reader === undefined || staff.has(reader.id)) continue;
    const text = person.items.filter((item) => item.from === 'bot').map((item) => JSON.stringify(item.body));
    for (const result of results) {
      if (result.cadreId === reader.id || units.get(result.unitId)?.headId === reader.id) continue;
      if (text.some((each) => each.includes(result.name) && /总分|等次|考核结果/.test(each)))
        broken.push(`${reader.name}看到了${result.name}的成绩`);
    }
  }
  return broken;
}

/** Every number can be explained: the score events add up to the stored score, and every decision has its reasons. */
async function numbersExplained({ running: { store, app } }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  const eventsOf = byCadre(await store.scoreEvents.ofClass(classId));
  const results = await store.assessments.ofClass(classId);
  if (results.length === 0) broken.push('没有成绩');
  for (const result of results) {
    const score = scoreOf(eventsOf(result.cadreId), app.packs.on(CLASS.opensOn).scoring);
    if (result.outcome !== 'withdrawn' && score.totalHundredths !== result.totalHundredths)
      broken.push(`${result.name}的总分与记分记录不符`);
    if (result.gradeReasons.length === 0 || result.explanation.length === 0)
      broken.push(`${result.name}的等次没有依据`);
  }
  for (const callUp of await store.callUps.ofClass(classId))
    if (callUp.reasons.length === 0) broken.push(`点名${callUp.name}没有理由`);
  return broken;
}

/** The bot says that something is done only when it is stored. */
async function doneMeansStored({ participants, running: { store }, ledger }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  const coming: readonly CallUpState[] = ['confirmed', 'checkedIn', 'noShow'];
  for (const { cadre } of participants.trainees) {
    const { vendor, userId } = accountOf(cadre);
    const said = (ledger.find((person) => person.vendor === vendor && person.userId === userId)?.items ?? [])
      .filter((item) => item.from === 'bot')
      .map((item) => JSON.stringify(item.body));
    const callUp = await store.callUps.byId(classId, cadre.id);
    if (said.some((each) => each.includes('已确认。请于')) && !coming.includes(callUp?.state ?? 'proposed'))
      broken.push(`${cadre.name}被告知已确认，但没有保存`);
    const told = new Set(
      said.flatMap((each) =>
        [...each.matchAll(/今日课程与签到（(.+?)）.*?(.)午签到.{1,40}?已签到/g)].map(
          ([, day, half]) => `${day}${half}`,
        ),
      ),
    );
    const stored = (await store.signIns.ofTrainee(classId, cadre.id)).length;
    if (told.size > stored) broken.push(`${cadre.name}被告知签到 ${told.size} 次，保存 ${stored} 次`);
  }
  return broken;
}

/** The class as it was run keeps the rules of the pack. */
async function rulesKept({ running: { store, app } }: FinishedRun): Promise<string[]> {
  const broken: string[] = [];
  const rules = app.packs.on(CLASS.opensOn);
  const tally = tallyHours(await store.sessions.ofClass(classId));
  if (!meetsShare(tally.partyMinutes, tally.countedMinutes, rules.curriculum.partyShare))
    broken.push('理论教育和党性教育课时不足七成');
  const results = await store.assessments.ofClass(classId);
  const completed = results.filter((result) => result.outcome === 'completed').length;
  const { numerator, denominator } = rules.grading.excellentShare;
  const titles = results.filter((result) => result.excellentTrainee === 'candidate').length;
  if (titles > Math.floor((completed * numerator) / denominator)) broken.push(`优秀学员人选 ${titles} 人，超过名额`);
  const feedbacks = await store.feedbacks.ofClass(classId);
  if (feedbacks.length !== results.length) broken.push(`${results.length} 名学员只有 ${feedbacks.length} 份反馈`);
  return broken;
}

/** The class costs no trainee more messages than the rules allow, beside answers to what they did. */
async function burdenKept({ participants, running }: FinishedRun): Promise<string[]> {
  const { messagesPerClass } = running.app.packs.on(CLASS.opensOn).burden;
  const burdens = await traineeBurdens(participants, running);
  return [...burdens]
    .filter(([, { messages }]) => messages > messagesPerClass)
    .map(([name, { messages }]) => `${name}收到 ${messages} 条消息，超过每班 ${messagesPerClass} 条`);
}
