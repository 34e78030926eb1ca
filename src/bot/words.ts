import { cardOf } from '../chat/card.ts';
import { type Button, type Card, type Message, quoted, text } from '../chat/message.ts';
import { carryOutHeard, changeHeard } from './presses.ts';

/** A card that asks what was meant. */
const offerCard = (id: string, lines: readonly string[], buttons: readonly Button[]): Card =>
  cardOf({ id: `offer:${id}`, title: '请选择', lines, buttons });

/** Sentences of the conversation itself, whatever it is about. */
/** What the id of a card begins with that shows back what was spoken, and what its buttons say. */
export const HEARD_CARD = 'heard:';
export const heardLabels = { carryOut: '按此办理', change: '改一下' } as const;

export const chatWords = {
  welcome: (name: string) =>
    `${name}同志，您好！这里是“学册”干部教育培训助手。\n培训通知、调训答复、签到请假、成绩查询，都可在此办理。\n回复“待办”查看需要您办理的事项，回复“帮助”查看可用功能。`,
  stranger: '您好！您尚未列入干部教育培训信息库，暂不能使用本助手。请联系本单位联络员，由县委组织部登记。',
  unsupported: '您好，本助手只能识别文字、图片、表格和卡片答复。请发送文字，或回复“帮助”查看可用功能。',
  unread:
    '您好，这里不能接收图片和文件，未保存。表格请复制其中各行，粘贴在命令后面发送，例如“/记分表 <班号>”换行后粘贴；其他材料请交班主任或县委组织部。',
  unheard: '您好，暂不能识别语音。请长按语音选择“转文字”，复制后发送，或直接输入文字。',
  /** What the person most likely wants now comes as buttons with it. */
  notUnderstood: '您好，未能识别您的回复。',
  likely: (id: string, sentence: string, tasks: readonly string[], waiting: number, choices: readonly Button[]): Card =>
    cardOf({
      id: `offer:${id}`,
      title: '请选择',
      lines: [sentence, waiting > 0 ? `您有 ${waiting} 项待办：` : '您可能要办理：', ...tasks],
      buttons: choices,
    }),
  heard: (id: string, words: string): Card =>
    cardOf({
      id: `${HEARD_CARD}${id}`,
      title: '请核对',
      lines: [`您说的是：“${words}”`],
      buttons: [
        { label: heardLabels.carryOut, style: 'primary', press: carryOutHeard.with({ update: id }) },
        { label: heardLabels.change, press: changeHeard.with({ update: id }) },
      ],
    }),
  /** What is chosen in secret is not shown back. */
  notSpoken: '不记名的选择不能用语音作出，刚才的语音未作处理，也未保存。请点卡片上的按钮，或打字回复。',
  noSuchVote: '没有可投的这一项，或者您已投过，未作任何处理。查看选票，请回复“投票”。',
  /** A secret choice that can no longer be opened, e.g. in data that were restored from a backup. */
  sealLost: '您刚才的不记名选择没有记下，请在卡片上再选一次。已经选过的，不会重复记入。',
  heardTaken: '已按此办理',
  heardChanged: '未办理，请重新发送',
  sayAgain: '请重新说一遍，或直接输入文字。',
  questionOver: '这个问题已经答复或取消，未作任何处理。回复“待办”可查看您的事项。',
  received: '好的。您目前没有待办事项。',
  receivedWaiting: '好的。',
  welcomeBack: '不客气。',
  notYourCard: '该卡片不是发给您的，或已失效，未作任何处理。回复“待办”可查看您的事项。',
  cardTooOld: '该卡片已失效，未作任何处理。回复“待办”可查看您的事项。',
  cardSettled: (settled: string) => `该卡片已答复${settled === '' ? '' : `（${settled}）`}，无需重复办理。`,
  cardOnItsWay: '有一张卡片正在送达，不能确定您回复的是哪一项，未作任何处理。请稍后再次回复，或直接点卡片上的按钮。',
  chosen: (what: string) => `已选择“${what}”`,
  /** Perhaps the question was only for more about what is done already. */
  cancelled: '已取消填写，此前已办好的事项不变。',
  badNumber: (most: number) => (most === 1 ? '序号有误，请回复 1。' : `序号有误，请回复 1 到 ${most} 之间的数字。`),
  unknownCommand: (id: string, typed: string, choices: readonly Button[]): Message =>
    choices.length === 0
      ? text(`未能识别“/${typed}”。回复“帮助”查看可办理的事项。`)
      : offerCard(id, [`未能识别“/${typed}”。您是否要办理：`], choices),
  unknownTask: (name: string) => `没有“${name}”这一事项，或不由您办理。`,
  unknownWord: (word: string) => `未能识别“${word}”，没有这个班号。`,
  /** @param all - how many may be meant, perhaps more than the card has buttons for */
  offer: (id: string, sentence: string, lines: readonly string[], choices: readonly Button[], all: number): Card =>
    offerCard(
      id,
      [
        sentence,
        ...lines,
        ...(all > choices.length ? [`共 ${all} 项，先列出 ${choices.length} 项；其余请写明后发送。`] : []),
      ],
      choices,
    ),
  answerInWords: (labels: readonly string[], isFinal: boolean) =>
    `您回复的是序号，未作任何处理。${isFinal ? '这一步涉及其他人员或不能撤回，须写明。' : ''}请点按钮，或回复${quoted(labels.map((label) => ({ label })))}。`,
  numberTooLate: '序号只答复10分钟内收到的卡片，刚才的回复未作处理。请在下面的卡片上办理。',
  /** After what was answered to an open question cannot be taken. */
  stillAsked: (sentence: string) =>
    sentence.includes('“取消”') ? sentence : `${sentence}\n不再答复的，请回复“取消”。`,
  /** Words that begin with a command came long after a question that is still open. */
  commandOrAnswer: (name: string) =>
    `您还有一个问题没有答复，刚才的回复未作处理。要办理“${name}”的，请先回复“取消”，再重新发送。`,
  wordsWanted: '这里需要用文字说明，单独的数字不作为答复。请用文字回复；不再填写的，请回复“取消”。',
  courtesyNoAnswer: '这里需要用文字说明，“好的”“收到”“谢谢”不作为答复。请用文字回复；不再填写的，请回复“取消”。',
  tooLong: (label: string, most: number) => `${label}请控制在 ${most} 字以内。`,
  usage: (spec: { usage: string; example: string }, fault: string) =>
    `${fault === '' ? '填写有误。' : fault}\n用法：${spec.usage}\n例如：${spec.example}`,
  failed: (reference: string) =>
    `抱歉，这一步未能办理，原因已记录。请稍后再试；仍不能办理的，请联系系统管理员，并告知编号：${reference}`,
} as const;
