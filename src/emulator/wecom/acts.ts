import { ControlError } from '../control-error.ts';
import type { Entry, Item } from '../entries.ts';
import { textOf } from '../json.ts';
import { spoken } from '../messages.ts';
import type { EmulatedPerson, WecomAccount } from '../options.ts';
import type { World } from '../world.ts';
import { msgIdOf, wecomCallback } from './callback.ts';
import { drawWecomCard, type Question, questionsOf } from './card-view.ts';
import { codeEntry } from './send.ts';
import type { XmlElement } from './xml.ts';

/** A person writes in the app's conversation (wecom.md 2.1). */
export function sayInWecom(world: World, account: WecomAccount, person: EmulatedPerson, text: string): Entry[] {
  const { entries, serial } = spoken(world, 'wecom', person.userId, text);
  const elements: XmlElement[] = [
    ['MsgType', 'text'],
    ['Content', text],
    ['MsgId', msgIdOf(serial)],
  ];
  return [...entries, wecomCallback(world, account, { userId: person.userId, serial }, elements)];
}

/** A person opens the app's conversation, or enters or leaves its visible range (wecom.md 2.2). */
export function wecomEvent(
  world: World,
  account: WecomAccount,
  userId: string,
  event: 'enter_agent' | 'subscribe' | 'unsubscribe',
): Entry {
  return wecomCallback(world, account, { userId }, [
    ['MsgType', 'event'],
    ['Event', event],
    ['EventKey', ''],
  ]);
}

/**
 * A person presses a button of a card: the event carries a fresh `ResponseCode` (wecom.md 2.3, 10.3).
 * @throws ControlError when the client would not let them
 */
export function pressInWecom(
  world: World,
  account: WecomAccount,
  person: EmulatedPerson,
  item: Item,
  press: { button: string; choices: string[] },
): Entry[] {
  if (item.content.type !== 'wecom-card' || item.ref === undefined)
    throw new ControlError('这条消息没有可以点的按钮。');
  const { card, greyed } = item.content;
  const button = drawWecomCard(card, greyed, undefined).buttons.find(({ key }) => key === press.button);
  if (button === undefined) throw new ControlError('卡片上没有这个按钮。');
  if (button.disabled) throw new ControlError('这张卡片已经不能再点了。');
  const fromMenu = isMenuKey(card, press.button);
  const answers = fromMenu ? [] : answersOf(questionsOf(card), press.choices);
  const code = world.secret();
  const elements: XmlElement[] = [
    ['MsgType', 'event'],
    ['Event', fromMenu ? 'template_card_menu_event' : 'template_card_event'],
    ['EventKey', press.button],
    // An updated card has no task_id of its own: it stays the task it was sent as (wecom.md 4.5).
    ['TaskId', world.state.wecom.messages.get(item.ref)?.taskId ?? textOf(card.task_id)],
    ['CardType', textOf(card.card_type)],
    ['ResponseCode', code],
  ];
  if (answers.length > 0) elements.push(['SelectedItems', answers]);
  const { userId } = person;
  return [
    codeEntry(world, code, item.ref),
    { kind: 'chosen', vendor: 'wecom', userId, serial: item.serial, choices: press.choices },
    wecomCallback(world, account, { userId, serial: item.serial }, elements),
  ];
}

function isMenuKey(card: Record<string, unknown>, key: string): boolean {
  const withoutMenu = drawWecomCard({ ...card, action_menu: undefined }, undefined, undefined);
  return !withoutMenu.buttons.some((button) => button.key === key);
}

/** One `SelectedItem` per question. Selectors the person did not touch keep what they show. */
function answersOf(questions: readonly Question[], choices: readonly string[]): XmlElement[] {
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
    return [
      'SelectedItem',
      [
        ['QuestionKey', question.key],
        ['OptionIds', ids.map((id): XmlElement => ['OptionId', id])],
      ],
    ];
  });
}
