import { linkOf } from '../../chat/link.ts';
import { type Button, type Card, encodePress, MAX_BUTTONS } from '../../chat/message.ts';
import { shortened } from '../shared/split-text.ts';
import { areKeys, cardLimits, fitted, isBlank, maxKeyBytes, partsOf } from './card-parts.ts';
import { clean } from './literal.ts';
import type { ButtonCard, DrawnCard } from './template-card.ts';

const closedWord = '已结束';

/** Whether a button card takes these buttons. */
export function canPress(buttons: readonly Button[]): boolean {
  const keys = buttons.map(({ press }) => encodePress(press));
  const isCount = keys.length > 0 && keys.length <= MAX_BUTTONS;
  return isCount && areKeys(keys, maxKeyBytes) && buttons.every(({ label }) => !isBlank(label));
}

/** A card with buttons: at most six, with different keys. */
export function drawButtons(card: Card): DrawnCard {
  const { title, rest, ...parts } = buttonParts(card);
  const body = fitted(rest);
  const buttons = card.buttons.map((button) => ({ ...button, label: clean(button.label) }));
  return {
    card: {
      card_type: 'button_interaction',
      main_title: { title },
      ...(body.text === '' ? {} : { sub_title_text: body.text }),
      ...parts,
      button_list: buttons.map((button) => ({
        text: shortened(button.label, cardLimits.button),
        style: styles[button.style ?? 'plain'],
        key: encodePress(button.press),
      })),
    },
    isWhole: body.isWhole && buttons.every((button) => button.label.length <= cardLimits.button),
  };
}

/** D90236 shows the four styles as a picture only: the first is the bold one. */
const styles = { primary: 1, plain: 2, danger: 3 } as const;

/**
 * A card that takes no more answers: a button card whose only button is greyed. Its link still opens.
 * @param reason - stands in the button's place
 */
export function drawClosed(card: Card, reason: string): ButtonCard {
  const { title, rest, ...parts } = buttonParts(card);
  const replaced = isBlank(reason) ? closedWord : clean(reason);
  return {
    card_type: 'button_interaction',
    main_title: { title },
    ...(rest === '' ? {} : { sub_title_text: shortened(rest, cardLimits.body) }),
    ...parts,
    button_list: [{ text: closedLabel(replaced), style: 1, key: 'closed' }],
    replace_text: replaced,
  };
}

/** What fits the greyed button: of 已同意，待县委党校审批 what comes before the comma, which is a sentence of its own. */
function closedLabel(reason: string): string {
  const [first = ''] = reason.split(/[，；：（]/u);
  const fits = reason.length <= cardLimits.button || first === '' || first.length > cardLimits.button;
  return fits ? shortened(reason, cardLimits.button) : first;
}

/** What stands above the buttons; where the card leads somewhere, a row of the table and a tap on the card open it. */
function buttonParts(card: Card) {
  const link = linkOf(card);
  const parts = partsOf(card, cardLimits, true);
  return link === undefined ? parts : { ...parts, card_action: { type: 1 as const, url: link.url } };
}
