import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { CardView } from '../view.ts';

/** Buttons that open a page carry their address as key, behind this prefix. */
export const URL_KEY_PREFIX = 'url:';
/** 1 blue, 2 plain, 3 red, 4 plain; an unknown one counts as 1. */
const BUTTON_STYLES: Readonly<Record<number, 'plain' | 'danger'>> = { 2: 'plain', 3: 'danger', 4: 'plain' };

/**
 * The card as WeCom's client shows it (docs/emulator.md, Cards).
 * @param greyed - text of an update by `button.replace_name`
 * @param chosen - what the person ticked, as `optionId`, or `questionKey=optionId` on cards with several selectors
 */
export function drawWecomCard(
  card: JsonObject,
  greyed: string | undefined,
  chosen: readonly string[] | undefined,
): CardView {
  const replaced = greyed ?? (textOf(card.replace_text) || undefined);
  const disabled = replaced !== undefined;
  const view: CardView = {
    kind: 'card',
    title: textOf(objectOf(card.main_title).title),
    desc: descOf(card),
    fields: listOf(card.horizontal_content_list).map(objectOf).map(fieldOf),
    buttons: buttonsOf(card, disabled),
  };
  const action = objectOf(card.card_action);
  if (numberOf(action.type) === 1) view.url = textOf(action.url);
  const picture = textOf(objectOf(card.card_image).url);
  if (picture !== '') view.pictureUrl = picture;
  if (replaced !== undefined) view.replaced = replaced;
  const questions = questionsOf(card);
  const [only] = questions;
  if (questions.length > 1) {
    view.selectors = questions.map((question) => {
      const picked = chosen?.filter((choice) => choice.startsWith(`${question.key}=`));
      const ids = picked?.map((choice) => choice.slice(question.key.length + 1));
      return { key: question.key, title: question.title, ...drawQuestion(question, disabled, ids) };
    });
  } else if (only !== undefined) {
    view.choice = drawQuestion(only, disabled, chosen);
  }
  return view;
}

export interface Question {
  key: string;
  title: string;
  mode: 'single' | 'multiple';
  disabled: boolean;
  options: { id: string; text: string; checked: boolean }[];
}

/** What a card asks: its vote, its button selection or its selectors. */
export function questionsOf(card: JsonObject): Question[] {
  if (card.card_type === 'vote_interaction') return [voteOf(objectOf(card.checkbox))];
  if (card.card_type === 'multiple_interaction') return listOf(card.select_list).map(objectOf).map(selectorOf);
  if (card.card_type !== 'button_interaction' || card.button_selection === undefined) return [];
  return [selectorOf(objectOf(card.button_selection))];
}

function voteOf(checkbox: JsonObject): Question {
  return {
    key: textOf(checkbox.question_key),
    title: '',
    mode: numberOf(checkbox.mode) === 1 ? 'multiple' : 'single',
    disabled: checkbox.disable === true,
    options: listOf(checkbox.option_list)
      .map(objectOf)
      .map(({ id, text, is_checked }) => ({ id: textOf(id), text: textOf(text), checked: is_checked === true })),
  };
}

/** A selector always has one option chosen, the first one if none is named. */
function selectorOf(selector: JsonObject): Question {
  const options = listOf(selector.option_list).map(objectOf);
  const selected = options.find((option) => option.id === selector.selected_id) ?? options[0];
  return {
    key: textOf(selector.question_key),
    title: textOf(selector.title),
    mode: 'single',
    disabled: selector.disable === true,
    options: options.map((option) => ({
      id: textOf(option.id),
      text: textOf(option.text),
      checked: option === selected,
    })),
  };
}

function drawQuestion(question: Question, disabled: boolean, chosen: readonly string[] | undefined) {
  return {
    mode: question.mode,
    options: question.options.map((option) => ({
      value: option.id,
      label: option.text,
      checked: chosen === undefined ? option.checked : chosen.includes(option.id),
    })),
    disabled: disabled || question.disabled,
  };
}

function fieldOf(field: JsonObject): CardView['fields'][number] {
  const shown = { label: textOf(field.keyname), value: textOf(field.value) };
  return numberOf(field.type) === 1 ? { ...shown, url: textOf(field.url) } : shown;
}

function descOf(card: JsonObject): string {
  const emphasis = objectOf(card.emphasis_content);
  const quote = objectOf(card.quote_area);
  const verticals = listOf(card.vertical_content_list).map(objectOf);
  const parts = [
    textOf(objectOf(card.main_title).desc),
    [emphasis.title, emphasis.desc].map(textOf).filter(Boolean).join(' '),
    [quote.title, quote.quote_text].map(textOf).filter(Boolean).join('：'),
    textOf(card.sub_title_text),
    ...verticals.map((vertical) => [vertical.title, vertical.desc].map(textOf).filter(Boolean).join('：')),
  ];
  return parts.filter(Boolean).join('\n');
}

function buttonsOf(card: JsonObject, disabled: boolean): CardView['buttons'] {
  const submit = objectOf(card.submit_button);
  const jumps = [...listOf(card.jump_list).map(objectOf)].filter((jump) => numberOf(jump.type) === 1);
  return [
    ...listOf(card.button_list)
      .map(objectOf)
      .map((button) => buttonOf(button, disabled)),
    ...(submit.key === undefined
      ? []
      : [{ key: textOf(submit.key), label: textOf(submit.text), style: 'primary' as const, disabled }]),
    ...listOf(objectOf(card.action_menu).action_list)
      .map(objectOf)
      .map((action) => ({
        key: textOf(action.key),
        label: textOf(action.text),
        style: 'plain' as const,
        disabled: false,
      })),
    ...jumps.map((jump) => linkButton(textOf(jump.title), textOf(jump.url))),
  ];
}

function buttonOf(button: JsonObject, disabled: boolean): CardView['buttons'][number] {
  if (numberOf(button.type) === 1) return linkButton(textOf(button.text), textOf(button.url));
  const style = BUTTON_STYLES[numberOf(button.style) ?? 1] ?? 'primary';
  return { key: textOf(button.key), label: textOf(button.text), style, disabled };
}

function linkButton(label: string, url: string): CardView['buttons'][number] {
  return { key: `${URL_KEY_PREFIX}${url}`, label, style: 'plain', disabled: false };
}
