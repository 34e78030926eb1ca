import { cardOf } from '../../chat/card.ts';
import { type Card, MAX_BUTTONS } from '../../chat/message.ts';
import { withoutStop } from '../../chat/sentence.ts';
import type { UnitRow } from '../../county/units.ts';
import type { ClassRow } from '../class/classes.ts';
import { askHowTold } from './presses.ts';

/** Why nobody can be told of a result. */
const whyNobody = {
  isHead: '本人即单位主要负责人',
  noHead: '单位未登记主要负责人',
  unreachable: '单位主要负责人不在通讯录，也没有代办人',
} as const;

/** A trainee whose result no head can take note of. */
export interface Untold {
  cadreId: string;
  name: string;
  unitName: string;
  why: keyof typeof whyNobody;
}

/** Somebody whose result no head can take note of, and why; `unreachable` where there is a head whom no message reaches. */
export function untold(
  { cadreId, name }: { cadreId: string; name: string },
  unit: Pick<UnitRow, 'name' | 'headId'> | undefined,
): Untold {
  const why = unit?.headId === undefined ? 'noHead' : unit.headId === cadreId ? 'isHead' : 'unreachable';
  return { cadreId, name, unitName: unit?.name ?? '', why };
}

/** The card of a class with everybody whom the organisation department has to tell itself. */
export function untoldCardId(classId: string): string {
  return `feedback-nobody:${classId}`;
}

/** Sentences about results that the organisation department tells itself. */
export const toldWords = {
  /** @param people - one or more */
  card: ({ _id: classId, name: className }: ClassRow, people: readonly Untold[]): Card => {
    const [first] = people;
    const whole = people.length > MAX_BUTTONS && first !== undefined ? [toldWords.how(classId, first.name)] : [];
    return cardOf({
      id: untoldCardId(classId),
      task: { name: `告知“${className}”没有反馈对象的考核结果`, mayWait: true, classId },
      title: '反馈须人工办理',
      lines: [
        `“${className}”有 ${people.length} 名学员的结果没有反馈对象，请告知单位有关负责同志，办后点按钮登记：`,
        ...(Object.keys(whyNobody) as (keyof typeof whyNobody)[]).flatMap((each) => {
          const names = people.filter(({ why }) => why === each).map(({ name, unitName }) => `${name}（${unitName}）`);
          return names.length === 0 ? [] : [`${whyNobody[each]} ${names.length} 人：${names.join('、')}`];
        }),
        ...whole,
        '单位随后登记了主要负责人的，自动转其阅知。',
      ],
      buttons: people
        .slice(0, MAX_BUTTONS)
        .map(({ cadreId, name }) => ({ label: `${name}：登记告知`, press: askHowTold.with({ classId, cadreId }) })),
    });
  },
  note: ({ name }: ClassRow) => `没有反馈对象的学员：${name}`,
  how: (classId: string, name: string) => `告知后请登记：/当面告知 ${classId} ${name} 何时、由谁、告知谁`,
  ask: (name: string) =>
    `请写明${name}的结果何时、由谁、告知了谁，例如“4月8日由部务会成员当面告知其分管领导”。回复“取消”则不登记。`,
  noted: (classId: string, name: string, toldHow: string) =>
    `已登记${name}考核结果的告知情况：${withoutStop(toldHow)}。有误的请用“/撤销告知 ${classId} ${name}”。`,
  /** On the card, once nobody is left. */
  settled: '已全部告知',
  settledForHead: '县委组织部已告知',
  /** On the card, once the units have heads who take note themselves. */
  handedOn: '已转由单位主要负责人阅知',
  takenBack: (name: string) => `已撤销${name}考核结果的告知登记，仍待告知或阅知。`,
} as const;
