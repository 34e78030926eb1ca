import type { Entry } from '../entries.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { callbackOf } from './callback.ts';
import type { XmlElement } from './xml.ts';

/** A change of the company's contacts, as the callback to the contact-sync assistant has it (docs/emulator.md, Events). */
export type ContactChange =
  | { change: 'create_user'; userId: string; departments: readonly number[] }
  | { change: 'update_user'; userId: string; newUserId?: string; departments?: readonly number[] }
  | { change: 'delete_user'; userId: string }
  | { change: 'create_party'; id: number; name: string; parentId: number }
  | { change: 'update_party'; id: number; name?: string; parentId?: number }
  | { change: 'delete_party'; id: number }
  | { change: 'update_tag'; tagId: number; addUsers?: readonly string[]; delUsers?: readonly string[] };

/**
 * The callback to the assistant's own address, or nothing where the company has no assistant. Members carry ids and departments alone,
 * as addresses set since 2022-08-15 get them.
 */
export function contactChanged(world: World, account: WecomAccount, change: ContactChange): Entry[] {
  const { contactSync, corpId } = account;
  if (contactSync === undefined) return [];
  const keys = { token: contactSync.token, encodingAesKey: contactSync.encodingAesKey, owner: corpId };
  const elements: XmlElement[] = [
    ['MsgType', 'event'],
    ['Event', 'change_contact'],
    ['ChangeType', change.change],
    ...elementsOf(change),
  ];
  return [callbackOf(world, { channel: 'wecom-contacts', keys, corpId }, { userId: 'sys', mute: true }, elements)];
}

function elementsOf(change: ContactChange): XmlElement[] {
  switch (change.change) {
    case 'create_user':
      return [
        ['UserID', change.userId],
        ['Department', change.departments.join(',')],
      ];
    case 'update_user':
      return [
        ['UserID', change.userId],
        ...given('NewUserID', change.newUserId),
        ...given('Department', change.departments?.join(',')),
      ];
    case 'delete_user':
      return [['UserID', change.userId]];
    case 'create_party':
      return [
        ['Id', change.id],
        ['Name', change.name],
        ['ParentId', change.parentId],
        ['Order', 0],
      ];
    case 'update_party':
      return [['Id', change.id], ...given('Name', change.name), ...given('ParentId', change.parentId)];
    case 'delete_party':
      return [['Id', change.id]];
    case 'update_tag':
      return [
        ['TagId', change.tagId],
        ...given('AddUserItems', change.addUsers?.join(',')),
        ...given('DelUserItems', change.delUsers?.join(',')),
      ];
  }
}

function given(name: string, value: string | number | undefined): XmlElement[] {
  return value === undefined ? [] : [[name, value]];
}
