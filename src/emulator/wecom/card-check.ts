import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import { WecomRefusal } from './codes.ts';

const CARD_TYPES = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'];
const MAX_KEY_BYTES = 1024;
const MAX_ID_BYTES = 128;

/** Cards that a person answers; they need a callback address. */
export function isInteractive(card: JsonObject): boolean {
  return textOf(card.card_type).endsWith('_interaction') || card.action_menu !== undefined;
}

/**
 * The structure checks of a card (docs/emulator.md, Cards). Recommended lengths are not checked: WeCom accepts
 * longer texts.
 * @param use - an update carries no `task_id` and needs no `submit_button` (docs/emulator.md, Cards)
 * @throws WecomRefusal
 */
export function checkCard(card: JsonObject, use: 'send' | 'update'): void {
  const type = textOf(card.card_type);
  if (!CARD_TYPES.includes(type)) throw new WecomRefusal(42031);
  if (use === 'send') checkTaskId(card);
  checkShared(card);
  checkTitle(type, card);
  if (type === 'text_notice' || type === 'news_notice') checkNotice(type, card);
  if (type === 'button_interaction') checkButtons(card);
  if (type === 'vote_interaction') {
    need(card.checkbox !== undefined, 40058);
    checkQuestion(objectOf(card.checkbox), 20);
    for (const option of listOf(objectOf(card.checkbox).option_list)) {
      need(typeof objectOf(option).is_checked === 'boolean', 40058);
    }
  }
  if (type === 'multiple_interaction') {
    const selectors = listOf(card.select_list).map(objectOf);
    need(selectors.length >= 1 && selectors.length <= 3, 42047);
    for (const selector of selectors) checkQuestion(selector, 10);
    needDistinct(
      selectors.map((selector) => textOf(selector.question_key)),
      42043,
    );
  }
  if (type.startsWith('vote') || type.startsWith('multiple')) checkSubmit(card, use);
}

function checkTaskId(card: JsonObject): void {
  const mayLack = (card.task_id ?? '') === '' && !isInteractive(card);
  need(mayLack || /^[0-9A-Za-z_@-]{1,128}$/.test(textOf(card.task_id)), 42014);
}

function checkTitle(type: string, card: JsonObject): void {
  const title = textOf(objectOf(card.main_title).title);
  need(title !== '' || (type === 'text_notice' && textOf(card.sub_title_text) !== ''), 40058);
}

function checkShared(card: JsonObject): void {
  const fields = listOf(card.horizontal_content_list).map(objectOf);
  need(fields.length <= 6, 42035);
  for (const field of fields) {
    need(textOf(field.keyname) !== '', 42027);
    need(numberOf(field.type) !== 1 || textOf(field.url) !== '', 42028);
    need(numberOf(field.type) !== 2 || textOf(field.media_id) !== '', 42029);
    need(numberOf(field.type) !== 3 || textOf(field.userid) !== '', 42050);
  }
  const jumps = listOf(card.jump_list).map(objectOf);
  need(jumps.length <= 3, 42042);
  for (const jump of jumps) need(textOf(jump.title) !== '', 42033);
  for (const link of [...jumps, objectOf(card.quote_area), objectOf(card.image_text_area)]) checkLink(link);
  if (card.action_menu === undefined) return;
  const actions = listOf(objectOf(card.action_menu).action_list).map(objectOf);
  need(actions.length >= 1 && actions.length <= 3, 40058);
  for (const action of actions) need(textOf(action.text) !== '' && isKey(action.key), 40058);
  needDistinct(
    actions.map((action) => textOf(action.key)),
    42051,
  );
}

function checkLink(link: JsonObject): void {
  need(numberOf(link.type) !== 1 || textOf(link.url) !== '', 42028);
  need(numberOf(link.type) !== 2 || textOf(link.appid) !== '', 42030);
}

function checkNotice(type: string, card: JsonObject): void {
  const action = objectOf(card.card_action);
  need([1, 2].includes(numberOf(action.type) ?? 0), 42045);
  checkLink(action);
  if (type === 'text_notice') return;
  const verticals = listOf(card.vertical_content_list).map(objectOf);
  need(verticals.length <= 4, 42036);
  for (const vertical of verticals) need(textOf(vertical.title) !== '', 42033);
  need(card.card_image !== undefined || card.image_text_area !== undefined, 42044);
  if (card.card_image !== undefined) need(textOf(objectOf(card.card_image).url) !== '', 42044);
  if (card.image_text_area !== undefined) need(textOf(objectOf(card.image_text_area).image_url) !== '', 40058);
}

function checkButtons(card: JsonObject): void {
  const buttons = listOf(card.button_list).map(objectOf);
  need(buttons.length >= 1 && buttons.length <= 6, 40058);
  for (const button of buttons) {
    need(textOf(button.text) !== '', 42038);
    need(opensPage(button) || isKey(button.key), 42039);
    need(!opensPage(button) || textOf(button.url) !== '', 42028);
  }
  needDistinct(
    buttons.filter((button) => !opensPage(button)).map((button) => textOf(button.key)),
    42039,
  );
  if (card.button_selection !== undefined) checkQuestion(objectOf(card.button_selection), 10);
  if (card.card_action !== undefined) checkLink(objectOf(card.card_action));
}

function opensPage(button: JsonObject): boolean {
  return numberOf(button.type) === 1;
}

function checkQuestion(question: JsonObject, maxOptions: number): void {
  need(isKey(question.question_key), 42043);
  const options = listOf(question.option_list).map(objectOf);
  need(options.length >= 1 && options.length <= maxOptions, 42037);
  for (const option of options) {
    const id = textOf(option.id);
    need(id !== '' && Buffer.byteLength(id) <= MAX_ID_BYTES, 42040);
    need(textOf(option.text) !== '', 42041);
  }
  needDistinct(
    options.map((option) => textOf(option.id)),
    42040,
  );
}

function checkSubmit(card: JsonObject, use: 'send' | 'update'): void {
  if (use === 'update' && card.submit_button === undefined) return;
  const submit = objectOf(card.submit_button);
  need(isKey(submit.key), 42046);
  need(textOf(submit.text) !== '', 42049);
}

function isKey(key: unknown): boolean {
  return textOf(key) !== '' && Buffer.byteLength(textOf(key)) <= MAX_KEY_BYTES;
}

function need(condition: boolean, code: number): void {
  if (!condition) throw new WecomRefusal(code);
}

function needDistinct(keys: readonly string[], code: number): void {
  need(new Set(keys).size === keys.length, code);
}
