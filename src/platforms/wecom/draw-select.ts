import { linkLines } from '../../chat/link.ts';
import { type Card, encodePress, MAX_QUESTION_OPTIONS, MAX_QUESTIONS, type Selection } from '../../chat/message.ts';
import { shortened } from '../shared/split-text.ts';
import { areKeys, cardLimits, fitted, isBlank, lines, maxKeyBytes, maxOptionIdBytes } from './card-parts.ts';
import { clean } from './literal.ts';
import type { DrawnCard } from './template-card.ts';

/** Whether a card with drop-downs takes these questions. */
export function canSelect({ questions, submit }: Selection): boolean {
  const keys = questions.map(({ key }) => key);
  const isCount = keys.length > 0 && keys.length <= MAX_QUESTIONS;
  const areFit = areKeys(keys, maxKeyBytes) && areKeys([encodePress(submit.press)], maxKeyBytes);
  return isCount && areFit && !isBlank(submit.label) && questions.every(isQuestion);
}

function isQuestion({ label, options }: Selection['questions'][number]): boolean {
  const ids = options.map(({ value }) => value);
  const isCount = ids.length > 0 && ids.length <= MAX_QUESTION_OPTIONS;
  return isCount && areKeys(ids, maxOptionIdBytes) && [label, ...options.map((each) => each.label)].every(isSeen);
}

function isSeen(label: string): boolean {
  return !isBlank(label);
}

/** A card with up to three drop-downs of at most ten options each; the buttons they stand for can still be typed. */
export function drawSelect(card: Card, { questions, submit }: Selection): DrawnCard {
  const title = clean(card.title);
  const fields = card.fields.map(({ label, value }) => `${label}：${value}`);
  const body = fitted(
    lines(title.length > cardLimits.title ? title : '', ...card.lines, ...fields, ...linkLines(card)),
  );
  const labels = questions.flatMap(({ options }) => options.map(({ label }) => clean(label)));
  const isShort =
    labels.every((label) => label.length <= cardLimits.selectOption) &&
    questions.every(({ label }) => clean(label).length <= cardLimits.question) &&
    clean(submit.label).length <= cardLimits.button;
  return {
    card: {
      card_type: 'multiple_interaction',
      main_title: { title: shortened(title, cardLimits.title), ...(body.text === '' ? {} : { desc: body.text }) },
      select_list: questions.map(({ key, label, options }) => ({
        question_key: key,
        title: shortened(clean(label), cardLimits.question),
        option_list: options.map((option) => ({
          id: option.value,
          text: shortened(clean(option.label), cardLimits.selectOption),
        })),
      })),
      submit_button: { text: shortened(clean(submit.label), cardLimits.button), key: encodePress(submit.press) },
    },
    isWhole: body.isWhole && isShort,
  };
}
