import type { Button, Field, Press } from '../../chat/message.ts';

/** Whom a message to many people is meant for. */
export interface Receivers {
  all: number;
  /** How many of each unit, the most first. */
  byUnit: readonly { unit: string; people: number }[];
  /** All their names where they are few. */
  names: readonly string[];
  /** Those of them whose accounts are all gone. */
  gone: readonly string[];
  /** Those of them who are named and not enrolled yet, by what keeps them. */
  notYetIn: readonly { why: string; names: readonly string[] }[];
  /** Those of them who have no account. */
  unreached: readonly string[];
  /** Those of them who had as many messages today as the rules allow, so that they get it tomorrow. */
  hadEnough: readonly string[];
}

/** How many names, and how many units, stand in a preview. */
const mostNames = 8;
const mostUnits = 4;

/** Who gets a message: the number first, then whoever is not in yet or not reached. @param to - `“一班”全体学员` */
export function receiverLines(
  to: string,
  { all, byUnit, names, notYetIn, unreached, gone, hadEnough }: Receivers,
  isWholeClass = true,
): string[] {
  const waiting = notYetIn.reduce((sum, each) => sum + each.names.length, 0);
  return [
    `将发给${to} ${all} 人：`,
    ...(isWholeClass ? [] : [...unitLine(byUnit), ...(all <= mostNames ? [`${names.join('、')}。`] : [])]),
    ...(waiting === 0
      ? []
      : [
          `其中 ${waiting} 人尚未入班，同样送达：${notYetIn.map(({ why, names }) => `${why} ${names.length} 人（${someOf(names)}）`).join('；')}。`,
        ]),
    ...hadEnoughLines(hadEnough),
    ...(gone.length === 0 ? [] : [`${gone.length} 人的账号已停用，可能不能送达，请另行通知：${someOf(gone)}。`]),
    ...(unreached.length === 0 ? [] : [`${unreached.length} 人没有账号，不能送达，请另行通知：${someOf(unreached)}。`]),
  ];
}

function unitLine(byUnit: Receivers['byUnit']): string[] {
  if (byUnit.length < 2) return [];
  const first = byUnit.slice(0, mostUnits).map(({ unit, people }) => `${unit} ${people} 人`);
  return [`${first.join('、')}${byUnit.length > mostUnits ? '等' : '，'}共 ${byUnit.length} 个单位。`];
}

/** Who gets a message tomorrow alone, because they had enough today. @param names - none: nothing is said */
export function hadEnoughLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  return [
    `其中 ${names.length} 人今日收到的消息已达上限，将于明早送达：${someOf(names)}。`,
    '须当日知晓的，请另行通知。',
  ];
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, mostNames).join('、')}${names.length > mostNames ? '等' : ''}`;
}

/** The text below the preview of a message to a class. @param groups - to how many groups of the class it could also be sent */
export function sendButtons(presses: { send: Press; alsoToGroup: Press; drop: Press }, groups: number): Button[] {
  const { send, alsoToGroup, drop } = presses;
  return [
    { label: '确认发出', style: 'primary', press: send },
    ...(groups > 0 ? [{ label: '发出并同步到班级群', press: alsoToGroup }] : []),
    { label: '取消', press: drop },
  ];
}

/** The hosts of the addresses in a preview, for the sender to check before a class opens them. */
export function leadsTo(host: string): Field {
  return { label: '链接去向', value: host };
}
