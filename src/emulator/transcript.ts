import type { JsonObject } from './json.ts';
import type { EmulatedPerson } from './options.ts';
import type { BodyView, CardView, FaultRequest, GroupRequest, ItemView, PressRequest, Vendor } from './view.ts';

/** What was done to the emulated world from outside, in terms that hold in another run. */
export type Act =
  | ({ kind: 'say'; text: string } & ByPerson)
  /** `file` is `{ name, base64 }`; the journal names the bytes by their hash instead. */
  | ({ kind: 'send'; file: JsonObject } & ByPerson)
  | ({ kind: 'press' } & ByPerson & PressedCard)
  | { kind: 'open'; atMs: number; vendor: Vendor; userId: string }
  | { kind: 'group'; atMs: number; request: GroupRequest }
  | { kind: 'fault'; atMs: number; request: FaultRequest }
  /** Someone entered the company or changed in it; left it. */
  | { kind: 'join'; atMs: number; person: EmulatedPerson }
  | { kind: 'leave'; atMs: number; vendor: Vendor; userId: string }
  /** `POST /control/<path>` of what only one vendor has. */
  | { kind: 'request'; atMs: number; path: string; body: JsonObject }
  /** The clock was moved to `atMs`. */
  | { kind: 'clock'; atMs: number };

/** What a person did at their client; a group chat may have another id in another run, and keeps its name. */
export interface ByPerson {
  atMs: number;
  vendor: Vendor;
  userId: string;
  group?: string;
  groupName?: string;
}

/** `GET /control/transcript`, and what `POST /control/replay` takes. */
export interface Transcript {
  version: 1;
  acts: Act[];
}

/** A press without the ids of one run: items and options are identified by their texts. */
export interface PressedCard {
  /** The card's title. */
  title: string;
  /** Which of the cards that show this title and this button, the newest being 0. */
  nth: number;
  button: { key: string; label: string };
  choices: { value: string; label: string }[];
}

interface Pressable {
  item: string;
  body: CardView | Extract<BodyView, { kind: 'markdown' }>;
}

/** @param items - the conversation as the person sees it */
export function describePress(items: readonly ItemView[], press: PressRequest): PressedCard {
  const body = pressables(items).find(({ item }) => item === press.item)?.body;
  const card = body?.kind === 'card' ? body : undefined;
  const label = card?.buttons.find(({ key }) => key === press.button)?.label ?? '';
  const labels = labelsOf(card);
  const described = {
    title: body?.title ?? '',
    button: { key: press.button, label },
    choices: press.choices.map((value) => ({ value, label: labels.get(value) ?? '' })),
  };
  const nth = alike(items, described).findIndex(({ item }) => item === press.item);
  return { ...described, nth: Math.max(nth, 0) };
}

/** The press that `describePress` described, on this screen; `undefined` while there is no such card. */
export function findPress(
  items: readonly ItemView[],
  pressed: PressedCard,
): { item: string; button: string; choices: string[] } | undefined {
  const found = alike(items, pressed)[pressed.nth];
  if (found === undefined) return undefined;
  if (found.body.kind === 'markdown') return { item: found.item, button: pressed.button.key, choices: [] };
  const { body } = found;
  const button = body.buttons.find((each) => isSame(each, pressed.button))?.key ?? pressed.button.key;
  const labels = labelsOf(body);
  const choices = pressed.choices.map(({ value, label }) => {
    if (labels.has(value)) return value;
    return [...labels].find(([, each]) => each === label)?.[0] ?? value;
  });
  return { item: found.item, button, choices };
}

/** Newest first: what shows this title and this button. */
function alike(items: readonly ItemView[], { title, button }: Pick<PressedCard, 'title' | 'button'>): Pressable[] {
  return pressables(items)
    .filter(({ body }) => {
      if (body.title !== title) return false;
      if (body.kind === 'markdown') return body.markdown.includes(`(${button.key})`);
      return body.buttons.some((each) => isSame(each, button) && !each.disabled);
    })
    .reverse();
}

function pressables(items: readonly ItemView[]): Pressable[] {
  return items.flatMap(({ item, body }) => (body.kind === 'card' || body.kind === 'markdown' ? [{ item, body }] : []));
}

/** Keys may carry numbers of one run; labels do not. */
function isSame(left: { key: string; label: string }, right: { key: string; label: string }): boolean {
  return left.key === right.key || (left.label === right.label && left.label !== '');
}

/** What stands beside each value one may choose. */
function labelsOf(card: CardView | undefined): Map<string, string> {
  const single = card?.choice?.options.map(({ value, label }): [string, string] => [value, label]) ?? [];
  const several = (card?.selectors ?? []).flatMap(({ key, options }) =>
    options.map(({ value, label }): [string, string] => [`${key}=${value}`, label]),
  );
  return new Map([...single, ...several]);
}
