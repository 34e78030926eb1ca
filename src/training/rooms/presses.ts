import { fact, press } from '../../chat/press.ts';

// What the room shows, asked for after 签到 where the class signs in by code.
export const giveRoomCode = press('room.code', 'own');

// Closing a branch classroom in which people sit.
export const closeBranch = press('room.close', 'final', { classId: fact.text, room: fact.text });
export const keepBranch = press('room.keep', 'own', { classId: fact.text, room: fact.text });

// The rooms of a class, and who sits where, as a sheet.
export const sendSeats = press('room.seats', 'own', { classId: fact.text });
