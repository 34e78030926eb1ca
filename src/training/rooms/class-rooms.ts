/** The room in which a class is held where nothing else is said. */
export const MAIN_ROOM = 'main';
const mainRoomName = '主课堂';

/** What was entered of a branch classroom (分课堂): it was opened, got another teacher, or was closed. */
export interface RoomEntry {
  /** Its number in the class, from `1`; a closed one's is not used again. */
  room: string;
  name: string;
  /** Who looks after it. */
  teacherId?: string;
  isOpen: boolean;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

/** A room of a class as it is now. */
export interface ClassRoom {
  room: string;
  name: string;
  teacherId?: string;
}

type WithRooms = { rooms?: readonly RoomEntry[] };

/** The branch classrooms that are open, in order. */
export function branchesOf({ rooms = [] }: WithRooms): ClassRoom[] {
  const last = new Map(rooms.map((entry) => [entry.room, entry]));
  return [...last.values()].flatMap(({ isOpen, room, name, teacherId }) =>
    isOpen ? [{ room, name, ...(teacherId === undefined ? {} : { teacherId }) }] : [],
  );
}

/** All rooms of a class, the main one first. */
export function roomsOf(row: WithRooms): ClassRoom[] {
  return [{ room: MAIN_ROOM, name: mainRoomName }, ...branchesOf(row)];
}

/** The room of this name; `主课堂` is the main one. */
export function roomNamed(row: WithRooms, typed: string): ClassRoom | undefined {
  return roomsOf(row).find(({ name }) => name === typed || (name !== mainRoomName && name === `${typed}分课堂`));
}

/** The room that is meant by a place on record; one that was closed since is the main room. */
export function presentRoom(row: WithRooms, room: string | undefined): ClassRoom {
  const rooms = roomsOf(row);
  return rooms.find((each) => each.room === room) ?? (rooms[0] as ClassRoom);
}

/** The number of the next branch classroom. */
export function nextRoom({ rooms = [] }: WithRooms): string {
  return String(Math.max(0, ...rooms.map(({ room }) => Number(room))) + 1);
}

/** `青山镇` is kept as `青山镇分课堂`. */
export function branchName(typed: string): string {
  return /(课堂|教室|会场|党校)$/u.test(typed) ? typed : `${typed}分课堂`;
}

/** Whether this person looks after the room, or after one of the class where none is named. */
export function looksAfter(row: WithRooms, cadreId: string, room?: string): boolean {
  return branchesOf(row).some((each) => each.teacherId === cadreId && (room === undefined || each.room === room));
}

/** `12号` for a bare number; `3排5座` as it is. */
export function seatLabel(seat: string): string {
  return /^\d+$/.test(seat) ? `${seat}号` : seat;
}

/** Where somebody sits, in words: `青山镇分课堂12号`; nothing where nobody has said so. */
export function seatName(row: WithRooms, place: { room?: string; seat?: string } | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { name } = presentRoom(row, place.room);
  return place.seat === undefined ? name : `${name}${seatLabel(place.seat)}`;
}
