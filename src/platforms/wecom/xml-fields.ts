import { Refusal } from './refusal.ts';
import type { XmlElement } from './xml.ts';

/** A userid in lower case (D90236): 1 to 64 letters, digits and `_ - . @`. */
const USER_ID = /^[0-9a-z_.@-]{1,64}$/;
const SECONDS = /^\d{10}$/;

/** The text of a child, if it is there. @throws Refusal where it holds elements */
export function optional(fields: XmlElement, name: string): string | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value !== 'string') throw new Refusal(`field ${name}`);
  return value;
}

/** The text of a child that must be there in this shape. @throws Refusal */
export function required(fields: XmlElement, name: string, shape: RegExp): string {
  const value = optional(fields, name);
  if (value === undefined || !shape.test(value)) throw new Refusal(`field ${name}`);
  return value;
}

/** Who did it, in lower case. @throws Refusal for anything but one person */
export function sender(fields: XmlElement, name: 'FromUserName' | 'UserID'): { platform: 'wecom'; userId: string } {
  const userId = (optional(fields, name) ?? '').toLowerCase();
  if (!isUserId(userId)) throw new Refusal(`field ${name}`);
  return { platform: 'wecom', userId };
}

/** Whether one person can be addressed by this: never a list and never `@all`. */
export function isUserId(userId: string): boolean {
  return USER_ID.test(userId) && userId !== '@all';
}

/** When it happened, in milliseconds since 1970. @throws Refusal */
export function createdAt(fields: XmlElement): number {
  return Number(required(fields, 'CreateTime', SECONDS)) * 1000;
}
