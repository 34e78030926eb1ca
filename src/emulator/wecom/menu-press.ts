import type { WecomEvent } from './events.ts';
import type { MenuButton } from './state.ts';

/** What a member adds to a press on the menu, by its kind. */
export interface MenuInput {
  scanned?: string;
  pictureMd5s?: readonly string[];
  place?: { latitude: number; longitude: number; label: string };
}

/** The event of a press on this button. */
export function menuEvent(type: string, button: MenuButton, input: MenuInput): WecomEvent {
  const key = button.key ?? button.url ?? button.pagepath ?? '';
  switch (type) {
    case 'scancode_push':
    case 'scancode_waitmsg':
      return { event: type, key, scanned: input.scanned ?? '' };
    case 'pic_sysphoto':
    case 'pic_photo_or_album':
    case 'pic_weixin':
      return { event: type, key, md5s: input.pictureMd5s ?? [] };
    case 'location_select':
      return { event: type, key, ...(input.place ?? { latitude: 0, longitude: 0, label: '' }) };
    case 'view':
    case 'view_miniprogram':
      return { event: type, key };
    default:
      return { event: 'click', key };
  }
}
