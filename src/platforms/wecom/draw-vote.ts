import { linkLines } from '../../chat/link.ts';
import { type Button, type Card, encodePress, type Form, MAX_FORM_OPTIONS } from '../../chat/message.ts';
import { shortened } from '../shared/split-text.ts';
import { areKeys, cardLimits, fitted, isBlank, lines, maxKeyBytes, maxOptionIdBytes } from './card-parts.ts';
import { clean } from './literal.ts';
import type { DrawnCard } from './template-card.ts';

/** Whether a vote card takes this form. */
export function canVote({ options, submit }: Form): boolean {
  const ids = options.map(({ value }) => value);
  const isCount = ids.length > 0 && ids.length <= MAX_FORM_OPTIONS;
  const areFit = areKeys(ids, maxOptionIdBytes) && areKeys([encodePress(submit.press)], maxKeyBytes);
  return isCount && areFit && [submit, ...options].every(({ label }) => !isBlank(label));
}

/** A card with a form: a vote of at most 20 options; the card's own buttons become a line that tells what to type. */
export function drawVote(card: Card, form: Form): DrawnCard {
  const title = clean(card.title);
  const body = fitted(
    lines(
      title.length > cardLimits.voteTitle ? title : '',
      ...card.lines,
      ...card.fields.map(({ label, value }) => `${label}：${value}`),
      ...linkLines(card),
      mostChoices(form),
      typedButtons(card.buttons),
    ),
  );
  const labels = form.options.map(({ label }) => clean(label));
  const areShort = labels.every((label) => label.length <= cardLimits.option);
  const submit = clean(form.submit.label);
  return {
    card: {
      card_type: 'vote_interaction',
      main_title: { title: shortened(title, cardLimits.voteTitle), ...(body.text === '' ? {} : { desc: body.text }) },
      checkbox: {
        question_key: 'choice',
        mode: form.kind === 'single' ? 0 : 1,
        option_list: form.options.map(({ value }, index) => ({
          id: value,
          // The numbers lead from a shortened option to the full one in the text before.
          text: shortened(`${areShort ? '' : `${index + 1}. `}${labels[index] ?? ''}`, cardLimits.option),
          is_checked: false,
        })),
      },
      submit_button: { text: shortened(submit, cardLimits.button), key: encodePress(form.submit.press) },
    },
    isWhole: body.isWhole && areShort && submit.length <= cardLimits.button,
  };
}

function mostChoices(form: Form): string {
  const most = form.maxChoices ?? form.options.length;
  return form.kind === 'multiple' && most < form.options.length ? `最多选 ${most} 项。` : '';
}

function typedButtons(buttons: readonly Button[]): string {
  const words = buttons.map(({ label }) => `“${label}”`);
  return words.length === 0 ? '' : `也可回复${words.join('或')}。`;
}
