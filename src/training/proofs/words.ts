import { formatDate, formatMoment } from '../../calendar/beijing-time.ts';
import { cardOf } from '../../chat/card.ts';
import type { Button, Card } from '../../chat/message.ts';
import { type ProofMatter, type ProofSubject, readAbout } from './matter.ts';
import { askForProof, dropProof, keepProof, keepProofFor, needNoProof, showProofs, takeProofsBack } from './presses.ts';
import { proofTypeName, type SealedType } from './proof-type.ts';
import type { ProofCount } from './proofs.ts';

/** For how long after a card with `attachButton` what is sent is taken for its proof. */
export const attachMinutes = 10;

/** The card that shows what was sent; one for everything that waits to be said to be something. */
export function shownCardId(cadreId: string): string {
  return `proof-shown:${cadreId}`;
}

/** The card from which the proofs of something are taken back. */
export function keptCardId(about: string): string {
  return `proof-kept:${about}`;
}

/** `图片 2 张、PDF文件 1 份` */
function counted(types: readonly SealedType[]): string {
  const pictures = types.filter((type) => proofTypeName(type) === '图片').length;
  const documents = types.length - pictures;
  return [
    ...(pictures === 0 ? [] : [`图片 ${pictures} 张`]),
    ...(documents === 0 ? [] : [`PDF文件 ${documents} 份`]),
  ].join('、');
}

function shown({ count, unreadable }: ProofCount): string {
  if (unreadable === 0) return `${count} 份`;
  return unreadable === count ? `${count} 份，已无法打开` : `${count} 份，其中 ${unreadable} 份已无法打开`;
}

/** What proofs of a matter are called, and who can see them. */
const said: Readonly<Record<ProofSubject, { noun: string; seenBy: string }>> = {
  leave: { noun: '证明材料', seenBy: '审批人' },
  callUp: { noun: '证明材料', seenBy: '审批人' },
  hours: { noun: '证明材料', seenBy: '单位联络员和县委组织部' },
  objection: { noun: '证明材料', seenBy: '班主任、县委党校、考评工作小组和县委组织部' },
  work: { noun: '作业', seenBy: '评阅人和县委党校' },
  activity: { noun: '依据', seenBy: '本班学员、班主任、县委党校和县委组织部' },
  survey: { noun: '附件', seenBy: '县委组织部' },
  actionPlan: { noun: '佐证材料', seenBy: '单位主要负责人和县委组织部' },
  score: { noun: '依据', seenBy: '有关学员、班主任、县委党校和考评工作小组' },
};

const saidOf = (about: string) => said[readAbout(about)?.subject ?? 'leave'];
const lookButton = (about: string): Button => ({
  label: `查看${saidOf(about).noun}`,
  press: showProofs.with({ about }),
});
const takeBackButton = (about: string): Button => ({
  label: `撤回${saidOf(about).noun}`,
  press: takeProofsBack.with({ about }),
});

/** The button on an answer that takes a picture or a file for what was just entered. */
export const attachButton = (about: string): Button => ({ label: '附上依据', press: askForProof.with({ about }) });

/** The card on which something is decided, with the proofs that belong to it. */
export function withProofs(card: Card, about: string, proofs: ProofCount): Card {
  if (proofs.count === 0) return card;
  return {
    ...card,
    fields: [...card.fields, { label: saidOf(about).noun, value: shown(proofs) }],
    buttons: [...card.buttons, lookButton(about)],
  };
}

export const proofWords = {
  /** @param matters - for which of these it may be */
  received: (
    proof: string,
    cadreId: string,
    types: readonly SealedType[],
    matters: readonly [ProofMatter, ...ProofMatter[]],
  ): Card => {
    const [only, ...others] = matters;
    const { noun, seenBy } = saidOf(only.about);
    const drop = { label: '取消', press: dropProof.with({ proof }) };
    const id = shownCardId(cadreId);
    if (others.length === 0)
      return cardOf({
        id,
        title: noun,
        lines: [`收到${counted(types)}，作为“${only.name}”的${noun}？`, `保存后只有${seenBy}能查看。`],
        buttons: [
          { label: `作为${noun}`, style: 'primary', press: keepProof.with({ proof, about: only.about }) },
          drop,
        ],
      });
    return cardOf({
      id,
      title: '证明材料',
      lines: [`收到${counted(types)}，请选择用于哪一项。`, '保存后只有办理的人能查看。'],
      form: {
        kind: 'single',
        options: matters.map(({ about, name }) => ({ value: about, label: name })),
        submit: { label: '保存', style: 'primary', press: keepProofFor.with({ proof }) },
      },
      buttons: [drop],
    });
  },
  together: '已与后来发送的一并核对',
  more: '后来又有新的材料',
  dropped: '已取消，未保存',
  notKept: '未保存',
  kept: ({ about }: ProofMatter, count: number) => `已保存${saidOf(about).noun} ${count} 份`,
  /** @param lastOn - the last day on which they are there */
  keptReply: ({ about, name }: ProofMatter, total: number, lastOn: string): Card =>
    cardOf({
      id: keptCardId(about),
      title: `${saidOf(about).noun}已保存`,
      lines: [
        `“${name}”的${saidOf(about).noun}共 ${total} 份，保密保存至${formatDate(lastOn)}。`,
        '每次查看都有记录。办理前可以撤回，也可以继续发送。',
      ],
      buttons: [takeBackButton(about)],
    }),
  keptAlready: '这份材料此前已经保存，无需重复办理。',
  decided: ({ about, name }: ProofMatter) => `“${name}”已经办理，不再收取${saidOf(about).noun}，本次未保存。`,
  tooLateToTakeBack: ({ about, name }: ProofMatter) =>
    `“${name}”已经办理，${saidOf(about).noun}不能撤回，到期自动删除。`,
  takenBack: ({ about }: ProofMatter, count: number) => `已撤回${saidOf(about).noun} ${count} 份`,
  takenBackReply: ({ about, name }: ProofMatter, count: number) =>
    `已撤回并删除“${name}”的${saidOf(about).noun} ${count} 份。`,
  nothingToTakeBack: ({ about, name }: ProofMatter) => `“${name}”没有${saidOf(about).noun}，无需撤回。`,

  none: (about: string) => `没有${saidOf(about).noun}，可能已经撤回或到期删除。`,
  unreadable: (about: string, count: number) => `有 ${count} 份${saidOf(about).noun}已无法打开。需要的，请重新提交。`,
  fileName: (about: string, person: string, number: number) => `${person}的${saidOf(about).noun}${number}`,
  /** For who decides, once there is one. */
  came: (person: string, { about, name }: ProofMatter): Card =>
    cardOf({
      id: `proof-came:${about}`,
      title: '证明材料',
      lines: [`${person}为“${name}”提交了证明材料。`],
      buttons: [lookButton(about)],
    }),

  offer: '证明材料：图片（JPG、PNG、WebP）或PDF文件',

  noneOfMine: '您目前没有保存的证明材料。提出请假或免调申请后，可直接发送图片或PDF文件。',
  /** What a person sent, by matter; what is not decided can be taken back. */
  mine: (
    update: string,
    matters: readonly { matter: ProofMatter; proofs: ProofCount; lastOn: string; looks: readonly Look[] }[],
  ): Card => {
    const inOrder = [...matters].sort((a, b) => Number(b.matter.isOpen) - Number(a.matter.isOpen));
    const open = inOrder.filter(({ matter }) => matter.isOpen).slice(0, mostOnCard);
    return cardOf({
      id: `proof-mine:${update}`,
      title: '我的证明材料',
      numbers: 'lines',
      lines: [
        `共 ${matters.length} 项：`,
        ...inOrder.map(
          ({ matter, proofs, lastOn, looks }, index) =>
            `${index + 1}. “${matter.name}” ${shown(proofs)}，${formatDate(lastOn)}后删除。${lookedAt(looks)}`,
        ),
      ],
      buttons: open.map(({ matter }, index) => ({
        ...takeBackButton(matter.about),
        ...(open.length === 1 ? {} : { label: `撤回第 ${index + 1} 项` }),
      })),
    });
  },

  askFor: (update: string, { about, name }: ProofMatter): Card =>
    cardOf({
      id: `proof-ask:${update}`,
      title: '附上依据',
      lines: [`请在${attachMinutes}分钟内发送“${name}”的依据：图片（JPG、PNG、WebP）或PDF文件。`],
      buttons: [{ label: '不附了', press: needNoProof.with({ about }) }],
    }),
  notAttached: '未附依据',
} as const;

/** Who had the proofs sent to them, when. */
export interface Look {
  by: string;
  at: Date;
}

const mostOnCard = 5;

function lookedAt(looks: readonly Look[]): string {
  const last = looks.at(-1);
  return last === undefined
    ? '尚未有人查看。'
    : `已查看 ${looks.length} 次，最近：${last.by}，${formatMoment(last.at)}。`;
}
