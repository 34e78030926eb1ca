import { CallbackRefused } from './callback-refused.ts';
import type { XmlElement } from './xml.ts';

/** A userid in lower case (D90236): 1 to 64 letters, digits and `_ - . @`. */
const userIdShape = /^[0-9a-z_.@-]{1,64}$/;
const secondsShape = /^\d{10}$/;

/** The text of a child, if it is there. @throws CallbackRefused where it holds elements */
export function optional(fields: XmlElement, name: string): string | undefined {
  const value = fields.get(name);
  if (value !== undefined && typeof value !== 'string') throw new CallbackRefused(`field ${name}`);
  return value;
}

/** The text of a child that must be there in this shape. @throws CallbackRefused */
export function required(fields: XmlElement, name: string, shape: RegExp): string {
  const value = optional(fields, name);
  if (value === undefined || !shape.test(value)) throw new CallbackRefused(`field ${name}`);
  return value;
}

/** Who did it, in lower case. @throws CallbackRefused for anything but one person */
export function sender(
  fields: XmlElement,
  name: 'FromUserName' | 'UserID' | 'NewUserID',
): { platform: 'wecom'; userId: string } {
  const userId = (optional(fields, name) ?? '').toLowerCase();
  if (!isUserId(userId)) throw new CallbackRefused(`field ${name}`);
  return { platform: 'wecom', userId };
}

/** Whether one person can be addressed by this: never a list and never `@all`. */
export function isUserId(userId: string): boolean {
  return userIdShape.test(userId) && userId !== '@all';
}

/** When it happened, in milliseconds since 1970. @throws CallbackRefused */
export function createdAt(fields: XmlElement): number {
  return Number(required(fields, 'CreateTime', secondsShape)) * 1000;
}
