import { formatCreditHours, formatDays } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import { dutyLine } from '../hours/words.ts';
import { outcomeAndPost } from './class-outcome.ts';
import { sendCompletion, sendFileSheet, sendHours, sendRegister, sendRegisterSheet } from './presses.ts';
import { isCertified, type Register, registerFigures } from './register.ts';
import { registerFollowUp } from './register-follow-up.ts';

/** The latest classes that the chat lists; the document has all. */
const latestClasses = 8;

export const registerWords = {
  /** One's own. */
  card: (register: Register): Card => {
    const { person, classes, exchanges, followed, frontLine, honours } = register;
    const shown = classes.slice(0, latestClasses);
    return cardOf({
      id: `register:${person._id}`,
      title: '我的学册',
      lines: [
        ...figuresOf(register),
        ...shown.map(
          (each) =>
            `${each.trainingClass.name}（${formatDays(each.trainingClass.opensOn, each.trainingClass.closesOn)}）：${outcomeAndPost(each)}`,
        ),
        ...(exchanges.length === 0 ? [] : [`双向跟班学习 ${exchanges.length} 次，见学册文件。`]),
        ...registerFollowUp.line(followed, frontLine, honours),
        ...(classes.length > shown.length ? [`其余 ${classes.length - shown.length} 个班次见学册文件。`] : []),
      ],
      numbers: 'none',
      buttons: [...fileButtons(person._id), ...certificateButtons(register)],
    });
  },
  /** Somebody else's: how much there is, and not what. */
  othersCard: ({ person, classes, entries }: Register): Card =>
    cardOf({
      id: `register:${person._id}`,
      title: `${person.name}的学册`,
      lines: [
        `共有参加班次 ${classes.length} 个、学时记录 ${entries.length} 条。`,
        '他人的学册和归档表不在聊天中发送。请点按钮取得工作台的领取链接，每个链接限您本人领取一次。',
      ],
      buttons: [...fileButtons(person._id), { label: '归档表', press: sendFileSheet.with({ cadreId: person._id }) }],
    }),
  figures: figuresOf,
  fileName: (name: string, dateOn: string) => `${name}学册${dateOn}.pdf`,
  fileSheetName: (name: string) => `${name}干部教育培训情况登记表.docx`,
  /** @param part - which of several files, from 1 */
  zipName: (classId: string, part: number, parts: number) =>
    `${classId}班学册${parts > 1 ? `（${part}/${parts}）` : ''}.zip`,
  zipUnderWay: (className: string, people: number, seconds: number) =>
    `正在生成“${className}”${people} 人的学册和归档表，约需 ${seconds} 秒，完成后发来领取链接，请勿重复操作。`,
  zipComing: (className: string, people: number, left: readonly string[]) =>
    [
      `“${className}”${people} 人的学册和归档表已生成，含个人信息，请妥善保管，不要转发。`,
      ...(left.length === 0 ? [] : [`${left.length} 人的学册未能生成，请稍后单独领取：${left.join('、')}`]),
    ].join('\n'),
  nobody: (className: string) => `“${className}”还没有学员，没有学册。`,
  /** Where the document cannot be made. */
  notDrawn: '学册文件暂时无法生成，请稍后再试，或点“发送表格”。',
} as const;

/** What comes first of a register: its totals, and what of the year's hours is met. */
function figuresOf(register: Register): string[] {
  return [totals(register), ...register.duties.map(dutyLine)];
}

function totals(register: Register): string {
  const { classes, completed, excellent, minutes } = registerFigures(register);
  if (classes === 0 && minutes === 0 && register.exchanges.length === 0) return '目前没有参加培训的记录。';
  const title = excellent === 0 ? '' : `，获评优秀学员 ${excellent} 次`;
  return `参加班次 ${classes} 个，结业 ${completed} 个${title}；登记学时${formatCreditHours(minutes)}。`;
}

function fileButtons(cadreId: string): Button[] {
  return [
    { label: '领取学册', style: 'primary', press: sendRegister.with({ cadreId }) },
    { label: '发送表格', press: sendRegisterSheet.with({ cadreId }) },
  ];
}

function certificateButtons({ classes, dateOn }: Register): Button[] {
  const certified = classes.find(isCertified);
  return [
    ...(certified === undefined
      ? []
      : [{ label: '结业证书', press: sendCompletion.with({ classId: certified.trainingClass._id }) }]),
    { label: '学时证明', press: sendHours.with({ year: dateOn.slice(0, 4) }) },
  ];
}
