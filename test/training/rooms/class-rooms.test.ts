import { expect, it } from 'vitest';
import {
  branchesOf,
  branchName,
  looksAfter,
  MAIN_ROOM,
  nextRoom,
  presentRoom,
  type RoomEntry,
  roomNamed,
  seatName,
} from '../../../src/training/rooms/class-rooms.ts';

const entry = (room: string, name: string, more: Partial<RoomEntry> = {}): RoomEntry => ({
  ...{ room, name, isOpen: true, by: 'teacher', byUpdate: `u${room}`, enteredAt: new Date(0) },
  ...more,
});
const row = {
  rooms: [
    entry('1', '青山镇分课堂', { teacherId: 'a' }),
    entry('2', '河口镇分课堂', { teacherId: 'b' }),
    entry('1', '青山镇分课堂', { teacherId: 'c' }),
    entry('2', '河口镇分课堂', { isOpen: false }),
  ],
};

it('the last that was entered of a room holds, and a closed one is none', () => {
  expect(branchesOf(row)).toEqual([{ room: '1', name: '青山镇分课堂', teacherId: 'c' }]);
  expect([looksAfter(row, 'c'), looksAfter(row, 'a'), looksAfter(row, 'b')]).toEqual([true, false, false]);
});

it('a place in a room that was closed is in the main room', () => {
  expect(presentRoom(row, '2').room).toBe(MAIN_ROOM);
  expect(seatName(row, { room: '1', seat: '12' })).toBe('青山镇分课堂12号');
  expect(seatName(row, undefined)).toBeUndefined();
});

it('a branch is found by its name with and without 分课堂, and gets a number of its own', () => {
  expect([
    roomNamed(row, '青山镇')?.room,
    roomNamed(row, '青山镇分课堂')?.room,
    roomNamed(row, '主课堂')?.room,
  ]).toEqual([...['1', '1', MAIN_ROOM]]);
  expect([roomNamed(row, '主'), roomNamed(row, '河口镇')]).toEqual([undefined, undefined]);
  expect([branchName('青山镇'), branchName('第二教室'), nextRoom(row), nextRoom({})]).toEqual([
    ...['青山镇分课堂', '第二教室', '3', '1'],
  ]);
});
