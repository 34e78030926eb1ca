import { decodePress } from '../../chat/message.ts';
import { selected } from '../../chat/selection.ts';
import { CallbackRefused } from './callback-refused.ts';
import type { XmlElement, XmlValue } from './xml.ts';
import { optional, required } from './xml-fields.ts';

const pressKeyShape = /^.{1,1024}$/s;
const taskIdShape = /^[0-9A-Za-z_@-]{1,128}$/;

/**
 * What was pressed on which card, what was chosen, and what the card can be changed with (D90240).
 * @param atMs - when it was pressed
 * @throws CallbackRefused
 */
export function pressed(fields: XmlElement, atMs: number) {
  const cardRef = required(fields, 'TaskId', taskIdShape);
  const responseCode = optional(fields, 'ResponseCode');
  const cardType = optional(fields, 'CardType');
  return {
    cardRef,
    press: decodePress(required(fields, 'EventKey', pressKeyShape)),
    choices: choices(fields.get('SelectedItems'), cardType === 'multiple_interaction'),
    handle: {
      taskId: cardRef,
      ...(responseCode === undefined || responseCode === '' ? {} : { responseCode, codeAtMs: String(atMs) }),
      ...(cardType === undefined ? {} : { cardType }),
    },
  };
}

/**
 * `SelectedItem` and `OptionId` come once or many times.
 * @param ofQuestions - whether each says to which question it belongs: a card with drop-downs has several
 */
function choices(items: XmlValue | undefined, ofQuestions: boolean): string[] {
  if (items === undefined || isBlank(items)) return [];
  return all(element(items).get('SelectedItem')).flatMap((item) => {
    const found = element(item).get('OptionIds');
    const options =
      found === undefined || isBlank(found)
        ? []
        : all(element(found).get('OptionId')).map((id) => word(id, 'OptionId'));
    if (!ofQuestions) return options;
    const question = word(element(item).get('QuestionKey') ?? '', 'QuestionKey');
    return options.map((option) => selected(question, option));
  });
}

function all(value: XmlValue | undefined): (string | XmlElement)[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isBlank(value: XmlValue): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function element(value: XmlValue): XmlElement {
  if (typeof value === 'string' || Array.isArray(value)) throw new CallbackRefused('field SelectedItems');
  return value;
}

function word(value: XmlValue, name: string): string {
  if (typeof value !== 'string') throw new CallbackRefused(`field ${name}`);
  return value;
}
