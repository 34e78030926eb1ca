import { ControlError } from '../control-error.ts';
import type { Entry } from '../entries.ts';
import type { Item } from '../items.ts';
import { textOf } from '../json.ts';
import type { EmulatedPerson } from '../options.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { wecomCallback } from './callback.ts';
import { drawWecomCard, type Question, questionsOf } from './card-view.ts';
import { isVisible } from './range.ts';
import { codeEntry } from './send.ts';
import type { XmlElement } from './xml.ts';

/** @throws ControlError for members outside the app's visible range, whose client does not show it */
export function needApp(world: World, account: WecomAccount, person: EmulatedPerson): void {
  if (!isVisible(world, account, person))
    throw new ControlError(`${person.name}不在应用的可见范围内，看不到这个应用。`);
}

/** What a press sends, taken from the card as the person sees it. */
export interface Pressed {
  key: string;
  cardType: string;
  taskId: string;
  fromMenu: boolean;
  answers: { question: string; options: string[] }[];
}

/**
 * A person presses a button of a card: the event carries a fresh `ResponseCode` (docs/emulator.md, Events and Cards).
 * @throws ControlError when the client would not let them
 */
export function pressInWecom(
  world: World,
  account: WecomAccount,
  person: EmulatedPerson,
  item: Item,
  press: { button: string; choices: string[] },
): Entry[] {
  const { ref } = item;
  const pressed = readPress(world, item, press);
  if (ref === undefined) throw new ControlError('这条消息没有可以点的按钮。');
  const code = world.secret();
  const elements: XmlElement[] = [
    ['MsgType', 'event'],
    ['Event', pressed.fromMenu ? 'template_card_menu_event' : 'template_card_event'],
    ['EventKey', pressed.key],
    ['TaskId', pressed.taskId],
    ['CardType', pressed.cardType],
    ['ResponseCode', code],
  ];
  if (pressed.answers.length > 0) elements.push(['SelectedItems', pressed.answers.map(selectedItem)]);
  const { userId } = person;
  return [
    codeEntry(world, code, ref),
    { kind: 'chosen', vendor: 'wecom', userId, serial: item.serial, choices: press.choices },
    wecomCallback(world, account, { userId, serial: item.serial }, elements),
  ];
}

/** @throws ControlError when the client would not let the person press */
export function readPress(world: World, item: Item, press: { button: string; choices: string[] }): Pressed {
  if (item.content.type !== 'wecom-card') throw new ControlError('这条消息没有可以点的按钮。');
  const { card, greyed } = item.content;
  const button = drawWecomCard(card, greyed, undefined).buttons.find(({ key }) => key === press.button);
  if (button === undefined) throw new ControlError('卡片上没有这个按钮。');
  if (button.disabled) throw new ControlError('这张卡片已经不能再点了。');
  const fromMenu = isMenuKey(card, press.button);
  return {
    key: press.button,
    cardType: textOf(card.card_type),
    // An updated card has no task_id of its own: it stays the task it was sent as (docs/emulator.md, Cards).
    taskId: world.state.wecom.messages.get(item.ref ?? '')?.taskId ?? textOf(card.task_id),
    fromMenu,
    answers: fromMenu ? [] : answersOf(questionsOf(card), press.choices),
  };
}

function selectedItem({ question, options }: Pressed['answers'][number]): XmlElement {
  return [
    'SelectedItem',
    [
      ['QuestionKey', question],
      ['OptionIds', options.map((id): XmlElement => ['OptionId', id])],
    ],
  ];
}

function isMenuKey(card: Record<string, unknown>, key: string): boolean {
  const withoutMenu = drawWecomCard({ ...card, action_menu: undefined }, undefined, undefined);
  return !withoutMenu.buttons.some((button) => button.key === key);
}

/** One `SelectedItem` per question. Selectors the person did not touch keep what they show. */
function answersOf(questions: readonly Question[], choices: readonly string[]): Pressed['answers'] {
  const several = questions.length > 1;
  return questions.map((question) => {
    const prefix = several ? `${question.key}=` : '';
    const chosen = choices.filter((choice) => choice.startsWith(prefix)).map((choice) => choice.slice(prefix.length));
    const shown = question.options.filter(({ checked }) => checked).map(({ id }) => id);
    const ids = chosen.length > 0 ? chosen : shown;
    if (ids.some((id) => !question.options.some((option) => option.id === id))) {
      throw new ControlError('所选的选项不在卡片上。');
    }
    if (ids.length === 0) throw new ControlError('请先选择，再提交。');
    if (question.mode === 'single' && ids.length > 1) throw new ControlError('这道题只能选一项。');
    return { question: question.key, options: ids };
  });
}
