import { findItem } from '../conversation-state.ts';
import type { Entry } from '../entries.ts';
import type { Content, Target } from '../items.ts';
import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { checkCard } from './card-check.ts';
import { WecomRefusal } from './codes.ts';
import { taggedPeople } from './range.ts';
import { checkAgent } from './send.ts';

const GREYABLE = ['button_interaction', 'vote_interaction', 'multiple_interaction'];
const RECALL_WINDOW_MS = 24 * 3_600_000;

/**
 * `message/update_template_card` (docs/emulator.md, Cards): replaces or greys the card for the named people only.
 * @throws WecomRefusal 82101, 60140, 42015, 82102, 40058 and the card faults
 */
export function updateCard(world: World, account: WecomAccount, call: TokenCall): JsonObject {
  const { body } = call;
  const agentId = checkAgent(account, call);
  const code = textOf(body.response_code);
  const grant = world.state.wecom.codes.get(code);
  if (grant === undefined || grant.expiresAtMs <= world.nowMs()) throw new WecomRefusal(60140);
  const message = world.state.wecom.messages.get(grant.msgid);
  if (message?.agentId !== agentId) throw new WecomRefusal(42015);
  const { named, invalid } = namedReceivers(world, account, body, message.receivers);
  if (named.length === 0) throw new WecomRefusal(82102, { invaliduser: invalid });
  const change = changeOf(body);
  const entries = revisions(world, named, change);
  world.commit({ kind: 'wecom-code-used', code }, ...entries);
  return { invaliduser: invalid };
}

/**
 * `message/recall` (docs/emulator.md, Messages).
 * @throws WecomRefusal 40058 for a message this app never sent, 42052 after 24 hours
 */
export function recallMessage(world: World, { body, caller }: TokenCall): JsonObject {
  const message = world.state.wecom.messages.get(textOf(body.msgid));
  if (message === undefined || message.agentId !== caller) throw new WecomRefusal(40058);
  if (world.nowMs() - message.atMs > RECALL_WINDOW_MS) throw new WecomRefusal(42052);
  world.commit({ kind: 'recalled', vendor: 'wecom', targets: message.receivers, atMs: world.nowMs() });
  return {};
}

/** One of the two variants of an update. */
export type CardChange = { greyed: string } | { card: JsonObject };

/**
 * The journal entries of a change for these items.
 * @throws WecomRefusal 40058 when buttons of a card without buttons are to be greyed
 */
export function revisions(world: World, targets: readonly Target[], change: CardChange): Entry[] {
  const groups = new Map<Content, Target[]>();
  for (const target of targets) {
    const before = findItem(world.state, 'wecom', target)?.content;
    if (before?.type !== 'wecom-card') continue;
    const group = groups.get(before);
    if (group === undefined) groups.set(before, [target]);
    else group.push(target);
  }
  return [...groups].map(([before, group]) => {
    const content = changed(before, change);
    return { kind: 'revised', vendor: 'wecom', targets: group, content, atMs: world.nowMs() };
  });
}

function changed(before: Content, change: CardChange): Content {
  if ('card' in change) return { type: 'wecom-card', card: change.card };
  if (before.type !== 'wecom-card' || !GREYABLE.includes(textOf(before.card.card_type))) throw new WecomRefusal(40058);
  return { ...before, greyed: change.greyed };
}

function changeOf(body: JsonObject): CardChange {
  if (body.template_card === undefined) {
    const greyed = textOf(objectOf(body.button).replace_name);
    if (greyed === '') throw new WecomRefusal(40058);
    return { greyed };
  }
  const card = objectOf(body.template_card);
  checkCard(card, 'update');
  return { card };
}

function namedReceivers(
  world: World,
  account: WecomAccount,
  body: JsonObject,
  receivers: readonly Target[],
): { named: Target[]; invalid: string[] } {
  if (numberOf(body.atall) === 1) return { named: [...receivers], invalid: [] };
  const asked = listOf(body.userids).map((id) => textOf(id).toLowerCase());
  const parties = listOf(body.partyids);
  const tags = listOf(body.tagids);
  if (asked.length + parties.length + tags.length === 0) throw new WecomRefusal(82101);
  if (asked.length > 1000) throw new WecomRefusal(40032);
  if (parties.length > 100) throw new WecomRefusal(82002);
  if (tags.length > 100) throw new WecomRefusal(82003);
  const wanted = new Set(asked);
  for (const party of parties) {
    for (const id of world.directory.subtree('wecom', Number(party))) {
      for (const { userId } of world.directory.membersOf('wecom', id)) wanted.add(userId.toLowerCase());
    }
  }
  for (const tag of account.tags?.filter(({ id }) => tags.some((tag) => numberOf(tag) === id)) ?? []) {
    for (const { userId } of taggedPeople(world, account, tag)) wanted.add(userId.toLowerCase());
  }
  const named = receivers.filter(({ userId }) => wanted.has(userId.toLowerCase()));
  const known = new Set(receivers.map(({ userId }) => userId.toLowerCase()));
  return { named, invalid: asked.filter((id) => !known.has(id)) };
}
