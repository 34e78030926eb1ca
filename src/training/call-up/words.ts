import { formatDate, formatDays, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet, listCard } from '../../chat/long-list.ts';
import { type Card, type Message, type Press, type Task, text } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import { sexLabel } from '../../county/cadre.ts';
import type { CadreRow } from '../../county/cadres.ts';
import { ageOn } from '../../county/groups.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';
import { type Reporting, reportingWords } from '../class/reporting.ts';
import type { CallUpGroup } from './call-up-rules.ts';
import { callUpStateLabel } from './call-up-state.ts';
import { type CallUpRow, callUpNoticeId, exemptionCardId } from './call-ups.ts';
import {
  askDeferral,
  askExemption,
  askWhyNamed,
  chooseExemptionReason,
  confirmCallUp,
  grantExemption,
  refuseExemption,
  sendCallUpProgress,
} from './presses.ts';

/** Asked of the person named. After the deadline they are expected all the same, so that the answer may still come. */
function answerTask({ _id: classId, name }: ClassRow, { answerBy }: CallUpRow): Task {
  const by = answerBy === undefined ? {} : { by: answerBy };
  return { name: `答复“${name}”调训通知`, ...by, mayWait: true, classId, ofTrainee: true };
}

const needLabels: Readonly<Record<CallUpGroup, string>> = {
  newlyPromoted: '新提拔，应完成任职培训',
  hoursShort: '本年度学时不足',
  longUntrained: '久未培训',
  keyPost: '关键岗位',
  newRecruit: '新录用',
  youngCadre: '年轻干部',
};

function ofNeed({ mainNeed, pickedBy }: CallUpRow): string {
  if (mainNeed !== undefined) return needLabels[mainNeed];
  return pickedBy === undefined ? '延期参加' : '单位报送';
}

/** People under their most important reason, in the order in which it decides. */
function byNeed(trainingClass: ClassRow, rows: readonly CallUpRow[]): [string, CallUpRow[]][] {
  const groups = new Map<string, CallUpRow[]>();
  for (const row of rows) {
    const label = isHeldHere(trainingClass) ? ofNeed(row) : '选派参加';
    groups.set(label, [...(groups.get(label) ?? []), row]);
  }
  return [...groups];
}

/** The list somebody was called up with; the class for lists without a number. */
function numberOf({ _id }: ClassRow, { listNumber }: Pick<CallUpRow, 'listNumber'>): string {
  return listNumber === undefined ? `班次 ${_id}` : `名单编号 ${listNumber}`;
}

const listedLabels = { named: '', reserve: '递补 ', struck: '已撤下 ' } as const;

function count(rows: readonly CallUpRow[], listed: CallUpRow['listed']): number {
  return rows.filter((row) => row.listed === listed).length;
}

/** What the organisation department has to do first: decide, then chase; the rest needs nothing. */
function progressOrder({ state }: CallUpRow): number {
  const at = ['exemptionAsked', 'issued', 'refused'].indexOf(state);
  return at < 0 ? Number(state !== 'confirmed') + 3 : at;
}

/** What a request to stay away is called where several matters are named. */
export function exemptionName({ name }: ClassRow): string {
  return `免调申请（${name}）`;
}

export const callUpWords = {
  list: (trainingClass: ClassRow, rows: readonly CallUpRow[], unitNames: ReadonlyMap<string, string>) =>
    [
      `“${trainingClass.name}”（${trainingClass._id}）：拟选调 ${count(rows, 'named')} 人，递补人选 ${count(rows, 'reserve')} 人。`,
      ...(['named', 'reserve'] as const).flatMap((listed) =>
        byNeed(
          trainingClass,
          rows.filter((row) => row.listed === listed),
        ).flatMap(([need, people]) => [
          `${listed === 'reserve' ? '递补·' : ''}${need} ${people.length} 人：`,
          ...people.map(
            (row) =>
              `${row.rank}. ${row.name}（${unitNames.get(row.unitId) ?? ''}）${row.briefly ?? row.reasons.join('')}`,
          ),
        ]),
      ),
      `查看某人的完整理由，请回复“/为什么 ${trainingClass._id} 姓名”。`,
    ].join('\n'),

  nobody: '没有符合条件的人选，请放宽条件后重新点名调训。',
  cancelled: '已取消，未发出任何通知',
  issued: '已确认发出',
  /** @param facts.forMorning - it is night, and messages wait for the end of the quiet hours */
  issuedReply: (
    trainingClass: ClassRow,
    facts: { count: number; answerBy: Date; note: string | undefined; forMorning: boolean; number: string },
  ) =>
    [
      `名单编号 ${facts.number}，此后只能增补或撤销。`,
      facts.forMorning
        ? `现在是免打扰时段，“${trainingClass.name}”调训通知将于早晨送达 ${facts.count} 名干部，并告知所在单位。`
        : `已向 ${facts.count} 名干部发出“${trainingClass.name}”调训通知，并告知所在单位。`,
      `请各人于${formatMoment(facts.answerBy)}前答复。回复“/调训进度 ${trainingClass._id}”可查看答复情况。`,
      ...(facts.note === undefined ? [] : [facts.note]),
    ].join('\n'),

  /** The notice once its list was taken back. */
  takenBackNotice: (row: ClassRow): Card =>
    cardOf({
      id: callUpNoticeId(row._id),
      title: '调训通知',
      lines: [`“${row.name}”调训通知已撤回，您无需答复。`],
      settled: '通知已撤回',
    }),
  takenBack: '已撤销，通知已撤回',
  /** @param answered - who answered just then, and stay called up */
  takenBackReply: (row: ClassRow, people: number, answered: number) =>
    [
      `“${row.name}”调训名单已撤销，${people} 名干部和所在单位的通知已撤回。`,
      answered === 0
        ? isHeldHere(row)
          ? `需要重新点名的，请回复：/点名 ${row._id} <名额>`
          : '需要重新选派的，请再用“/选派”。'
        : `另有 ${answered} 名干部刚刚答复，仍按原通知参加；需要撤销的，请用“/撤销调训”，需要补充的，请用“/增补”。`,
    ].join('\n'),

  notice: (trainingClass: ClassRow, row: CallUpRow, leaveShare: string, reporting: Reporting): Card =>
    cardOf({
      id: callUpNoticeId(trainingClass._id),
      task: answerTask(trainingClass, row),
      title: '调训通知',
      lines: [
        `根据年度干部教育培训安排，经研究，选调您参加“${trainingClass.name}”（${numberOf(trainingClass, row)}），请妥善安排工作，按时报到。`,
        '请携带身份证、笔记本（中共党员佩戴党员徽章）；培训不向学员收取费用。',
        `培训期间请遵守学员管理规定，请假累计不得超过总学时的 ${leaveShare}。`,
      ],
      fields: [
        { label: '培训时间', value: `${formatDate(trainingClass.opensOn)}至${formatDate(trainingClass.closesOn)}` },
        ...reportingWords.fields(reporting),
        { label: '答复截止', value: row.answerBy === undefined ? '' : formatMoment(row.answerBy) },
      ],
      buttons: [
        {
          label: '确认参加',
          style: 'primary',
          press: confirmCallUp.with({ classId: trainingClass._id }),
        },
        { label: '申请免调', press: askExemption.with({ classId: trainingClass._id }) },
        { label: '调训理由', press: askWhyNamed.with({ classId: trainingClass._id }) },
      ],
    }),

  toUnit: (trainingClass: ClassRow, rows: readonly CallUpRow[], reporting: Reporting) =>
    `【调训通知】经研究，选调你单位${rows.map(({ name }) => name).join('、')}同志参加“${trainingClass.name}”（${rows[0] === undefined ? '' : `${numberOf(trainingClass, rows[0])}，`}${formatDate(trainingClass.opensOn)}至${formatDate(trainingClass.closesOn)}）。请安排好工作，保证按时参训；未经县委组织部同意，不得自行换人。\n${reportingWords.line(reporting)}。`,

  why: (trainingClass: ClassRow, reasons: readonly string[]) =>
    `选调您参加“${trainingClass.name}”的理由：\n${reasons.map((reason) => `· ${reason}`).join('\n')}`,

  additionPreview: (
    id: string,
    trainingClass: ClassRow,
    facts: { person: string; unitName: string; reason: string; state: string | undefined; against: readonly string[] },
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `call-up-addition:${id}`,
      title: '增补调训人员',
      lines: [
        `拟增补${facts.person}（${facts.unitName}）参加“${trainingClass.name}”，确认后发出调训通知并告知所在单位。`,
        ...(facts.state === undefined ? [] : [`目前状态：${facts.state}。`]),
        ...(facts.against.length === 0 ? [] : [`请注意：${facts.against.join('')}`]),
      ],
      fields: [
        { label: '班次', value: trainingClass._id },
        { label: '理由', value: facts.reason },
      ],
      buttons: [
        { label: '确认增补', style: 'primary', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  added: (name: string) => `已确认增补${name}`,
  additionDropped: '已取消，未作变更',
  cancellationPreview: (
    id: string,
    trainingClass: ClassRow,
    facts: { person: string; unitName: string; reason: string; state: string },
    buttons: { confirm: Press; drop: Press },
  ): Card =>
    cardOf({
      id: `call-up-cancellation:${id}`,
      title: '撤销调训',
      lines: [
        `拟撤销${facts.person}（${facts.unitName}）参加“${trainingClass.name}”的调训，确认后告知本人和所在单位。`,
        `目前状态：${facts.state}。`,
      ],
      fields: [
        { label: '班次', value: trainingClass._id },
        { label: '理由', value: facts.reason },
      ],
      buttons: [
        { label: '确认撤销', style: 'danger', press: buttons.confirm },
        { label: '取消', press: buttons.drop },
      ],
    }),
  cancelledCallUp: (name: string) => `已撤销${name}的调训`,
  cancelledReply: (trainingClass: ClassRow, name: string) =>
    `已撤销${name}参加“${trainingClass.name}”的调训，并告知本人和所在单位。需要补足名额的，请回复“/增补 ${trainingClass._id} 姓名 理由”。`,
  cancelledNotice: '本次调训已撤销',
  /** On what still waited for somebody who was let off. */
  notComing: '已同意免调，无需办理',
  cancelledToCadre: (trainingClass: ClassRow, reason: string) =>
    `【调训撤销】经研究，您不再参加“${trainingClass.name}”（${formatDays(trainingClass.opensOn, trainingClass.closesOn)}）。理由：${withoutStop(reason)}。如有疑问，请联系县委组织部干部教育科。`,
  cancelledToUnit: (trainingClass: ClassRow, name: string) =>
    `【调训撤销】经研究，你单位${name}同志不再参加“${trainingClass.name}”，请知悉。`,
  noOwnCallUp: '您目前没有可以申请免调的调训通知。如有疑问，请联系县委组织部干部教育科。',

  confirmed: '已确认参加',
  confirmedReply: (trainingClass: ClassRow, reporting: Reporting) =>
    `已确认。${reportingWords.report(trainingClass.opensOn, reporting)}，开班前将再次提醒您。`,

  askReason: (trainingClass: ClassRow, row: CallUpRow, reasons: readonly { id: string; name: string }[]): Card =>
    cardOf({
      id: callUpNoticeId(trainingClass._id),
      task: answerTask(trainingClass, row),
      title: '申请免调',
      lines: [`请选择不能参加“${trainingClass.name}”的原因。批复前，请仍做好参训准备。`],
      form: {
        kind: 'single',
        options: reasons.map((reason) => ({ value: reason.id, label: reason.name })),
        submit: { label: '下一步', press: chooseExemptionReason.with({ classId: trainingClass._id }) },
      },
      buttons: [{ label: '改为确认参加', press: confirmCallUp.with({ classId: trainingClass._id }) }],
    }),
  askWords: (reason: string, needsProof: boolean) =>
    `已选择“${reason}”。请用一两句话说明情况后发送。${needsProof ? '提交后，请把证明材料拍照发到这里。' : ''}回复“取消”则不提交。`,
  asked: '申请已提交，等待县委组织部审批',
  askedReply:
    '您的申请已提交县委组织部，批复后会告诉您。有证明材料的，可直接发送图片或PDF文件。批复前，请仍做好参训准备。',

  decide: (trainingClass: ClassRow, row: CallUpRow, unitName: string, reason: string): Card =>
    cardOf({
      id: exemptionCardId(row._id),
      task: {
        name: `审批${row.name}的免调申请（${trainingClass.name}）`,
        ...{ mayWait: true, classId: trainingClass._id, untilGraded: true },
      },
      title: '免调申请',
      lines: [`${row.name}（${unitName}）申请免于参加“${trainingClass.name}”。`, `说明：${row.exemptionWords ?? ''}`],
      fields: [{ label: '原因', value: reason }],
      buttons: [
        {
          label: '同意并递补',
          style: 'primary',
          press: grantExemption.with({ classId: trainingClass._id, cadreId: row.cadreId }),
        },
        {
          label: '同意延期',
          press: askDeferral.with({ classId: trainingClass._id, cadreId: row.cadreId }),
        },
        {
          label: '不同意',
          style: 'danger',
          press: refuseExemption.with({ classId: trainingClass._id, cadreId: row.cadreId }),
        },
      ],
    }),
  excused: (name: string | undefined) => (name === undefined ? '已同意，无人递补' : `已同意，由${name}递补`),
  handledBy: (by: string) => `已由${by}办理`,
  askRefusal: (row: CallUpRow) => `不同意${row.name}的免调申请，请回复理由。回复“取消”则暂不处理。`,
  refused: '未同意，须按时参加',
  refusedReply: (row: CallUpRow) => `已将不同意的理由告知${row.name}。`,
  excusedToCadre: (trainingClass: ClassRow) =>
    `您的免调申请已获批准，本次不参加“${trainingClass.name}”，今后另行安排。`,
  refusedToCadre: (trainingClass: ClassRow, words: string) =>
    `您的免调申请未获批准（理由：${withoutStop(words)}），请于${formatDate(trainingClass.opensOn)}按时报到。`,
  tooLateToSubstitute: '已同意。临近开班，按规定不再递补。',

  reminder: (trainingClass: ClassRow, row: CallUpRow, leaveShare: string, reporting: Reporting): Card => ({
    ...callUpWords.notice(trainingClass, row, leaveShare, reporting),
    title: '请尽快答复调训通知',
  }),
  openingReminder: ({ name }: ClassRow, { reportTime, reportPlace }: Reporting) =>
    `【开班提醒】“${name}”即将开班。请于${reportTime}到${reportPlace}报到，携带身份证、笔记本（中共党员佩戴党员徽章）。`,

  unansweredReport: (trainingClass: ClassRow, rows: readonly CallUpRow[]) =>
    `【未答复】“${trainingClass.name}”调训答复已截止，以下 ${rows.length} 人未答复，请电话联系：${rows.map((row) => row.name).join('、')}。未答复的同志仍应按时报到。`,

  progress: (trainingClass: ClassRow, rows: readonly CallUpRow[], unitNames: ReadonlyMap<string, string>): Message => {
    const inOrder = [...rows].sort((a, b) => progressOrder(a) - progressOrder(b));
    const groups = [...new Set(inOrder.map((row) => callUpStateLabel(row.state)))].map((label) => ({
      label,
      people: rows.filter((row) => callUpStateLabel(row.state) === label),
    }));
    const head = `“${trainingClass.name}”（${trainingClass._id}）调训进度，共 ${rows.length} 人：`;
    const confirmed = callUpStateLabel('confirmed');
    if (isLong(rows.filter((row) => callUpStateLabel(row.state) !== confirmed)))
      return listCard(
        {
          id: `call-up-progress:${trainingClass._id}`,
          title: '调训进度',
          lines: [head, ...groups.map(({ label, people }) => `${label} ${people.length} 人`)],
        },
        sendCallUpProgress.with({ classId: trainingClass._id }),
      );
    return text(
      head,
      ...groups.map(
        ({ label, people }) =>
          `${label} ${people.length} 人${label === confirmed ? '' : `：${people.map((row) => `${row.name}（${unitNames.get(row.unitId) ?? ''}）`).join('、')}`}`,
      ),
    );
  },
  progressSheet: (
    trainingClass: ClassRow,
    rows: readonly CallUpRow[],
    unitNames: ReadonlyMap<string, string>,
    dateOn: string,
  ): ListSheet => ({
    fileName: `${trainingClass._id}班调训进度${dateOn}.xlsx`,
    title: `${trainingClass._id}　${trainingClass.name}　调训进度（${formatDate(dateOn)}）`,
    columns: [
      { header: '姓名', width: 12 },
      { header: '单位', width: 28 },
      { header: '答复情况', width: 16 },
      { header: '答复截止', width: 20 },
    ],
    rows: rows.map((row) => [
      row.name,
      unitNames.get(row.unitId) ?? '',
      callUpStateLabel(row.state),
      row.answerBy === undefined ? '' : formatMoment(row.answerBy),
    ]),
    people: rows.map(({ cadreId }) => cadreId),
  }),
  /** The proposal with every reason, as a sheet that is signed. @param people - those on it, by id */
  listSheet: (
    trainingClass: ClassRow,
    rows: readonly CallUpRow[],
    unitNames: ReadonlyMap<string, string>,
    people: ReadonlyMap<string, Pick<CadreRow, 'post' | 'sex' | 'birthMonth'>>,
  ): ListSheet => ({
    fileName: `${trainingClass._id}班调训名单和理由.xlsx`,
    title:
      rows[0]?.listNumber === undefined
        ? `${trainingClass._id}　${trainingClass.name}　调训名单和理由（未发出前请勿转发）`
        : `${trainingClass.name}　调训名单和理由（编号 ${rows[0].listNumber}）`,
    columns: [
      { header: '序号', width: 10 },
      { header: '姓名', width: 12 },
      { header: '性别', width: 8 },
      { header: '年龄', width: 8 },
      { header: '单位', width: 28 },
      { header: '职务', width: 24 },
      { header: '理由', width: 80 },
      { header: '审定意见（签字）', width: 20 },
    ],
    rows: rows.map((row) => {
      const person = people.get(row.cadreId);
      return [
        `${listedLabels[row.listed]}${row.rank}`,
        row.name,
        ...(person === undefined ? ['', ''] : [sexLabel(person.sex), ageOn(person.birthMonth, trainingClass.opensOn)]),
        ...[unitNames.get(row.unitId) ?? '', person?.post ?? '', row.reasons.join(''), ''],
      ];
    }),
  }),
  listComing: (count: number) => `名单和理由共 ${count} 人，以表格发送，请妥善保管，不要转发。`,
} as const;
