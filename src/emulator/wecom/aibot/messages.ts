import type { Entry } from '../../entries.ts';
import type { Content } from '../../items.ts';
import type { JsonObject } from '../../json.ts';
import type { World } from '../../world.ts';
import type { WecomAibot } from '../account.ts';
import { type AibotMedium, keepForRobot } from './media.ts';

/** What a member can send to the AI robot (docs/emulator.md, AI robot); a voice message arrives as its recognised text. */
export type AibotMessage = (
  | { kind: 'text'; text: string }
  | { kind: 'voice'; text: string }
  | ({ kind: 'image' | 'file' | 'video' } & AibotMedium)
  | { kind: 'mixed'; text: string; picture: AibotMedium }
) & {
  /** The text of an earlier message this one quotes. */
  quote?: string;
};

/** What the chat shows of a message and what the robot receives; in a group it begins with the mention. */
export function messageParts(
  world: World,
  aibot: WecomAibot,
  message: AibotMessage,
  isGroup: boolean,
): { contents: Content[]; fields: JsonObject; entries: Entry[] } {
  const mention = (text: string) => (isGroup ? `@${aibot.name} ${text}` : text);
  switch (message.kind) {
    case 'text': {
      const content = mention(message.text);
      return {
        contents: [{ type: 'text', text: content }],
        fields: { msgtype: 'text', text: { content } },
        entries: [],
      };
    }
    case 'voice': {
      const fields = { msgtype: 'voice', voice: { content: message.text } };
      return { contents: [{ type: 'text', text: `[语音] ${message.text}` }], fields, entries: [] };
    }
    case 'mixed': {
      const kept = keepForRobot(world, aibot, message.picture, 'image');
      const text = { content: mention(message.text) };
      const msg_item = [
        { msgtype: 'text', text },
        { msgtype: 'image', image: kept.fields },
      ];
      const contents: Content[] = [{ type: 'text', text: text.content }, kept.content];
      return { contents, fields: { msgtype: 'mixed', mixed: { msg_item } }, entries: [kept.entry] };
    }
    default: {
      const kept = keepForRobot(world, aibot, message, message.kind);
      const fields = { msgtype: message.kind, [message.kind]: kept.fields };
      return { contents: [kept.content], fields, entries: [kept.entry] };
    }
  }
}
