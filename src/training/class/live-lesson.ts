import { firstAddress } from '../../chat/link.ts';
import type { SessionRow } from './sessions.ts';

type Placed = Pick<SessionRow, 'place'>;

const LIVE = /云端|线上|直播|视频会议|腾讯会议|钉钉会议/;

/** The address at which a lesson is held over the network: it stands in its place. */
export function liveLink({ place }: Placed): string | undefined {
  return firstAddress(place);
}

/** Whether a lesson is held over the network. */
export function isLive(session: Placed): boolean {
  return liveLink(session) !== undefined || LIVE.test(session.place);
}

/** Where a lesson is held, in words; the address itself is a link of the card. */
export function placeInWords({ place }: Placed): string {
  if (liveLink({ place }) === undefined) return place;
  const words = place.replace(/https:\/\/[!-~]+/i, '').trim();
  return words === '' ? '云端课堂' : words;
}
