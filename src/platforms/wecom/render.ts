import {
  type Button,
  type Card,
  encodePress,
  type Form,
  MAX_BUTTONS,
  MAX_FORM_OPTIONS,
  plainText,
  typedPress,
} from '../../chat/message.ts';
import { clean, literalText } from './literal.ts';
import { shortened } from './split-text.ts';

/** Lengths of D90236, in characters, counted in UTF-16 units so that they hold however WeCom counts. */
const LIMITS = {
  title: 36,
  voteTitle: 16,
  body: 160,
  fields: 6,
  fieldLabel: 5,
  fieldValue: 30,
  button: 10,
  option: 17,
};
const MAX_KEY_BYTES = 1024;
const MAX_OPTION_ID_BYTES = 128;

const SEE_ABOVE = '全文见上一条消息。';
const NOTHING_TO_DO = '无需操作';

/** A `button_interaction` card as it travels, without its `task_id`. */
export interface ButtonCard {
  card_type: 'button_interaction';
  main_title: { title: string };
  sub_title_text?: string;
  horizontal_content_list?: { keyname: string; value: string }[];
  button_list: { text: string; style: number; key: string }[];
  /** Only in updates: greys the buttons and stands in their place. */
  replace_text?: string;
}

/** A `vote_interaction` card as it travels, without its `task_id`. */
export interface VoteCard {
  card_type: 'vote_interaction';
  main_title: { title: string; desc?: string };
  checkbox: { question_key: string; mode: 0 | 1; option_list: { id: string; text: string; is_checked: boolean }[] };
  submit_button: { text: string; key: string };
}

export type TemplateCard = ButtonCard | VoteCard;

/** `isWhole` is false where something had to be shortened: the full text must then go before the card. */
export interface DrawnCard {
  card: TemplateCard;
  isWhole: boolean;
}

/** The card as text, for where WeCom has no card for it and for what does not fit on one. */
export function cardAsText(card: Card): string {
  return literalText(plainText(card));
}

/**
 * The card in WeCom's form: buttons, or a vote for a form, whose own buttons become a line that tells what to type.
 * @returns `undefined` when it has nothing to press, or more than a WeCom card can carry: send `cardAsText` instead
 */
export function drawCard(card: Card): DrawnCard | undefined {
  if (card.settled !== undefined) return undefined;
  if (card.form !== undefined) return canVote(card.form) ? drawVote(card, card.form) : undefined;
  return canPress(card.buttons) ? drawButtons(card) : undefined;
}

/**
 * The card as it replaces one on the screen: settled cards keep their text, and a grey line stands where one could press.
 * @returns `undefined` when it asks for something and does not fit as a whole: send it as a new card
 */
export function drawRevision(card: Card): TemplateCard | undefined {
  if (card.settled !== undefined) return drawClosed(card, card.settled);
  if (card.form === undefined && card.buttons.length === 0) return drawClosed(card, NOTHING_TO_DO);
  const drawn = drawCard(card);
  return drawn?.isWhole ? drawn.card : undefined;
}

function drawClosed(card: Card, reason: string): ButtonCard {
  const { title, rest, ...parts } = buttonBody(card);
  const replaced = clean(reason);
  return {
    card_type: 'button_interaction',
    main_title: { title },
    ...(rest === '' ? {} : { sub_title_text: shortened(rest, LIMITS.body) }),
    ...parts,
    button_list: [{ text: shortened(replaced, LIMITS.button), style: 1, key: 'closed' }],
    replace_text: replaced,
  };
}

function drawButtons(card: Card): DrawnCard {
  const { title, rest, ...parts } = buttonBody(card);
  const body = fitted(rest);
  const buttons = card.buttons.map((button) => ({ ...button, label: clean(button.label) }));
  return {
    card: {
      card_type: 'button_interaction',
      main_title: { title },
      ...(body.text === '' ? {} : { sub_title_text: body.text }),
      ...parts,
      button_list: buttons.map((button) => ({
        text: shortened(button.label, LIMITS.button),
        style: STYLES[button.style ?? 'plain'],
        key: encodePress(button.press),
      })),
    },
    isWhole: body.isWhole && buttons.every((button) => button.label.length <= LIMITS.button),
  };
}

/** D90236 shows the four styles as a picture only: the first is the bold one. */
const STYLES = { primary: 1, plain: 2, danger: 3 } as const;

/** What stands above the buttons: short fields in a table, the rest as lines of text. */
function buttonBody(card: Card) {
  const title = clean(card.title);
  const fields = card.fields.map(({ label, value }) => ({ keyname: clean(label), value: clean(value) }));
  const table = fields.filter(isShort).slice(0, LIMITS.fields);
  const others = fields.filter((field) => !table.includes(field)).map(({ keyname, value }) => `${keyname}：${value}`);
  return {
    title: shortened(title, LIMITS.title),
    rest: lines(title.length > LIMITS.title ? title : '', ...card.lines, ...others),
    ...(table.length === 0 ? {} : { horizontal_content_list: table }),
  };
}

function isShort(field: { keyname: string; value: string }): boolean {
  const within = (text: string, max: number) => text.length > 0 && text.length <= max && !text.includes('\n');
  return within(field.keyname, LIMITS.fieldLabel) && within(field.value, LIMITS.fieldValue);
}

function drawVote(card: Card, form: Form): DrawnCard {
  const title = clean(card.title);
  const body = fitted(
    lines(
      title.length > LIMITS.voteTitle ? title : '',
      ...card.lines,
      ...card.fields.map(({ label, value }) => `${label}：${value}`),
      mostChoices(form),
      typedButtons(card),
    ),
  );
  const labels = form.options.map(({ label }) => clean(label));
  const areShort = labels.every((label) => label.length <= LIMITS.option);
  const submit = clean(form.submit.label);
  return {
    card: {
      card_type: 'vote_interaction',
      main_title: { title: shortened(title, LIMITS.voteTitle), ...(body.text === '' ? {} : { desc: body.text }) },
      checkbox: {
        question_key: 'choice',
        mode: form.kind === 'single' ? 0 : 1,
        option_list: form.options.map(({ value }, index) => ({
          id: value,
          // The numbers lead from a shortened option to the full one in the text before.
          text: shortened(`${areShort ? '' : `${index + 1}. `}${labels[index] ?? ''}`, LIMITS.option),
          is_checked: false,
        })),
      },
      submit_button: { text: shortened(submit, LIMITS.button), key: encodePress(form.submit.press) },
    },
    isWhole: body.isWhole && areShort && submit.length <= LIMITS.button,
  };
}

function mostChoices(form: Form): string {
  const most = form.maxChoices ?? form.options.length;
  return form.kind === 'multiple' && most < form.options.length ? `最多选 ${most} 项。` : '';
}

function typedButtons(card: Card): string {
  const words = card.buttons.map((button) => `“${typedPress(card, button)}”`);
  return words.length === 0 ? '' : `也可回复${words.join('或')}。`;
}

/** The body, or its beginning and a line that sends the reader to the message before. */
function fitted(body: string): { text: string; isWhole: boolean } {
  if (body.length <= LIMITS.body) return { text: body, isWhole: true };
  return { text: `${shortened(body, LIMITS.body - SEE_ABOVE.length - 1)}\n${SEE_ABOVE}`, isWhole: false };
}

function lines(...parts: string[]): string {
  return parts
    .map(clean)
    .filter((part) => part !== '')
    .join('\n');
}

function canPress(buttons: readonly Button[]): boolean {
  const keys = buttons.map(({ press }) => encodePress(press));
  const isCount = keys.length > 0 && keys.length <= MAX_BUTTONS;
  return isCount && areKeys(keys, MAX_KEY_BYTES) && buttons.every(({ label }) => !isBlank(label));
}

function canVote({ options, submit }: Form): boolean {
  const ids = options.map(({ value }) => value);
  const isCount = ids.length > 0 && ids.length <= MAX_FORM_OPTIONS;
  const areFit = areKeys(ids, MAX_OPTION_ID_BYTES) && areKeys([encodePress(submit.press)], MAX_KEY_BYTES);
  return isCount && areFit && [submit, ...options].every(({ label }) => !isBlank(label));
}

/** Distinct, within their length, and such that they come back as they went. */
function areKeys(keys: readonly string[], maxBytes: number): boolean {
  const fit = keys.every((key) => key !== '' && key === clean(key) && Buffer.byteLength(key, 'utf8') <= maxBytes);
  return fit && new Set(keys).size === keys.length;
}

function isBlank(text: string): boolean {
  return clean(text).trim() === '';
}
