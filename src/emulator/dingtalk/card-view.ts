import { listOf, objectOf, parseJson, textOf } from '../json.ts';
import type { CardView } from '../view.ts';

/** The template of `docs/dingtalk-card.md`, drawn from its variables; the vendor's public templates name theirs otherwise (docs/emulator.md, Cards). */
export function drawTemplateCard(
  variables: Readonly<Record<string, string>>,
  chosen: readonly string[] | undefined,
): CardView {
  const status = variables.status ?? '';
  const disabled = status !== '';
  const view: CardView = {
    kind: 'card',
    title: variables.title ?? variables.msgTitle ?? '',
    desc: variables.text ?? variables.markdown ?? variables.msgContent ?? '',
    fields: [],
    buttons: listIn(variables.buttons).map(({ key, label, style }) => ({
      key: textOf(key),
      label: textOf(label),
      style: style === 'primary' || style === 'danger' ? style : 'plain',
      disabled,
    })),
  };
  if (disabled) view.replaced = status;
  const { mode } = variables;
  if (mode === 'single' || mode === 'multiple') {
    const options = listIn(variables.options).map(({ value, label }) => ({
      value: textOf(value),
      label: textOf(label),
      checked: chosen?.includes(textOf(value)) ?? false,
    }));
    view.choice = { mode, options, disabled };
  }
  return view;
}

/** The most options one may choose; the form lets nobody choose more. */
export function maxChoices(variables: Readonly<Record<string, string>>): number {
  if (variables.mode !== 'multiple') return 1;
  const most = Number(variables.maxChoices);
  return Number.isInteger(most) && most > 0 ? most : listIn(variables.options).length;
}

function listIn(json: string | undefined) {
  return listOf(parseJson(json ?? '')).map(objectOf);
}
