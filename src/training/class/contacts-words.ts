import { cardOf } from '../../chat/card.ts';
import { isLong, type ListSheet } from '../../chat/long-list.ts';
import type { Button, Card } from '../../chat/message.ts';
import { CONTACT_CHOICES, type ContactChoice } from './enrollments.ts';
import { chooseContact, sendContacts } from './presses.ts';

interface OfClass {
  _id: string;
  name: string;
}

/** What a trainee lets the class see. */
export interface ShownContact {
  name: string;
  unit: string;
  /** Empty where it is not shown, or not known. */
  phone: string;
}

const buttonLabels: Readonly<Record<ContactChoice, string>> = {
  ...{ phone: '公开单位和电话', unit: '只公开单位', none: '不公开' },
};
const choiceLabels: Readonly<Record<ContactChoice, string>> = {
  ...{ phone: '公开单位和电话', unit: '只公开单位', none: '不公开' },
};

const lineOf = ({ name, unit, phone }: ShownContact) => [name, unit, phone].filter((part) => part !== '').join('　');

/** The contacts of a class (通讯录): of each trainee what they agreed to show, and of nobody anything else. */
export const contactsWords = {
  noClass: '您现在没有参加培训班，没有班级通讯录。',
  card: (id: string, trainingClass: OfClass, all: number, shown: readonly ShownContact[], own: ContactChoice): Card =>
    cardOf({
      id: `class-contacts:${id}:${trainingClass._id}`,
      title: '班级通讯录',
      lines: [
        `“${trainingClass.name}”学员 ${all} 人，同意公开 ${shown.length} 人。`,
        ...(isLong(shown) ? [] : shown.map(lineOf)),
        `您现在选择：${choiceLabels[own]}。只有本班学员可以看到，可随时更改。`,
      ],
      numbers: 'none',
      buttons: [...choices(trainingClass, own), ...(isLong(shown) ? [sheetButton(trainingClass)] : [])],
    }),
  chosen: (choice: ContactChoice) => `已选择${choiceLabels[choice]}`,
  sheet: (trainingClass: OfClass, shown: readonly ShownContact[]): ListSheet => ({
    fileName: `${trainingClass._id}班通讯录.xlsx`,
    title: `${trainingClass.name}　通讯录`,
    columns: [
      { header: '姓名', width: 10 },
      { header: '单位', width: 24 },
      { header: '电话', width: 16 },
    ],
    rows: shown.map(({ name, unit, phone }) => [name, unit, phone]),
  }),
} as const;

function choices({ _id: classId }: OfClass, own: ContactChoice): Button[] {
  return CONTACT_CHOICES.filter((shows) => shows !== own).map((shows) => ({
    label: buttonLabels[shows],
    press: chooseContact.with({ classId, shows }),
  }));
}

const sheetButton = ({ _id: classId }: OfClass): Button => ({
  label: '发送表格',
  press: sendContacts.with({ classId }),
});
