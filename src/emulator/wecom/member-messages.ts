import type { Entry } from '../entries.ts';
import type { Content } from '../items.ts';
import { saidByPerson } from '../messages.ts';
import { DOT_PNG } from '../pictures.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { msgIdOf, wecomCallback } from './callback.ts';
import { contentOfMedia } from './content.ts';
import { personMedia, pictureUrl } from './person-media.ts';
import type { MediaType } from './state.ts';
import type { XmlElement } from './xml.ts';

/** What a member can send into the app's conversation (docs/emulator.md, Events); `unknown` stands for kinds that are not documented. */
export type MemberMessage =
  | { kind: 'text'; text: string }
  | { kind: MediaType; name: string; bytes: Buffer }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  | { kind: 'link'; title: string; description: string; url: string }
  | { kind: 'unknown'; msgType: string };

/** A member sends something: it stands in their conversation, and the bot gets a callback. */
export function sendFromMember(world: World, account: WecomAccount, userId: string, message: MemberMessage): Entry[] {
  const { content, elements, entries } = partsOf(world, message);
  const { entries: said, serial } = saidByPerson(world, 'wecom', userId, content);
  const id: XmlElement = ['MsgId', msgIdOf(serial)];
  return [...entries, ...said, wecomCallback(world, account, { userId, serial }, [...elements, id])];
}

interface Parts {
  content: Content;
  elements: XmlElement[];
  entries: Entry[];
}

function partsOf(world: World, message: MemberMessage): Parts {
  switch (message.kind) {
    case 'text':
      return plainParts({ type: 'text', text: message.text }, [
        ['MsgType', 'text'],
        ['Content', message.text],
      ]);
    case 'location':
      return plainParts(
        { type: 'text', text: `[位置] ${message.label}（${message.latitude}, ${message.longitude}）` },
        [
          ['MsgType', 'location'],
          ['Location_X', message.latitude],
          ['Location_Y', message.longitude],
          ['Scale', 15],
          ['Label', message.label],
          ['AppType', 'wxwork'],
        ],
      );
    case 'link': {
      const { title, description, url } = message;
      return plainParts({ type: 'news', articles: [{ title, desc: description, url }] }, [
        ['MsgType', 'link'],
        ['Title', title],
        ['Description', description],
        ['Url', url],
        ['PicUrl', ''],
      ]);
    }
    case 'unknown':
      return plainParts({ type: 'text', text: `[${message.msgType}]` }, [['MsgType', message.msgType]]);
    default:
      return mediaParts(world, message);
  }
}

function plainParts(content: Content, elements: XmlElement[]): Parts {
  return { content, elements, entries: [] };
}

/** `file` is not documented; some bots parse it with these elements (docs/emulator.md, Events). */
function mediaParts(world: World, { kind, name, bytes }: { kind: MediaType; name: string; bytes: Buffer }): Parts {
  const { mediaId, media } = personMedia(world, kind, name, bytes);
  const thumb = personMedia(world, 'image', '封面.png', Buffer.from(DOT_PNG, 'base64'));
  const more: Readonly<Record<MediaType, XmlElement[]>> = {
    image: [['PicUrl', pictureUrl(world, mediaId)]],
    voice: [['Format', 'amr']],
    video: [['ThumbMediaId', thumb.mediaId]],
    file: [['FileName', name]],
  };
  return {
    content: contentOfMedia(media),
    elements: [['MsgType', kind], ...more[kind], ['MediaId', mediaId]],
    entries: [
      { kind: 'wecom-media', mediaId, media },
      ...(kind === 'video' ? [{ kind: 'wecom-media' as const, ...thumb }] : []),
    ],
  };
}
