import type { JsonObject } from '../json.ts';
import type { XmlNode } from './xml.ts';

const LISTS = [
  'HorizontalContentList',
  'VerticalContentList',
  'JumpList',
  'ActionList',
  'ButtonList',
  'SelectList',
  'OptionList',
];
const NUMBERS = ['Type', 'Style', 'Mode', 'DescColor'];
const SWITCHES = ['IsChecked', 'Disable'];
/** Names that are not simply the snake_case of the XML name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['KeyName', 'keyname'],
  ['UserId', 'userid'],
  ['AppId', 'appid'],
  ['PagePath', 'pagepath'],
]);

/** The `TemplateCard` of a passive reply in the form of the JSON pages (docs/emulator.md, Events): lists repeat instead of nesting. */
export function passiveCard(node: XmlNode): JsonObject {
  const card: JsonObject = {};
  for (const [name, nodes] of node.children) {
    const values = nodes.map((child) => readValue(name, child));
    card[NAMES.get(name) ?? snakeCase(name)] = LISTS.includes(name) ? values : values[0];
  }
  return card;
}

function readValue(name: string, node: XmlNode): unknown {
  if (node.children.size > 0) return passiveCard(node);
  const text = node.text.trim();
  if (NUMBERS.includes(name)) return Number(text);
  if (SWITCHES.includes(name)) return text === '1' || text === 'true';
  return text;
}

function snakeCase(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
