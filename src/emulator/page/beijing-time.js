/** Instants as people in Beijing read them. */

const TIME_GAP_MS = 5 * 60_000;
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
const day = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
});
const full = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'full',
  timeStyle: 'short',
  hour12: false,
});

const short = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});

/**
 * `12月14日周一 08:05`.
 * @param {number} atMs
 */
export const shortTime = (atMs) => `${short.format(atMs)} ${time.format(atMs)}`;

/** @param {number} atMs */
export const fullTime = (atMs) => full.format(atMs);

/**
 * The line above a message, or nothing when it follows closely on the one before it.
 * @param {number} atMs
 * @param {number | undefined} beforeMs - the message before it
 */
export function timeLine(atMs, beforeMs) {
  const newDay = beforeMs === undefined || beijingDay(atMs) !== beijingDay(beforeMs);
  if (newDay) return `${day.format(atMs)} ${time.format(atMs)}`;
  return atMs - beforeMs >= TIME_GAP_MS ? time.format(atMs) : undefined;
}

/**
 * The next day at `minutes` after midnight.
 * @param {number} nowMs
 * @param {number} minutes
 */
export function tomorrowAt(nowMs, minutes) {
  return (beijingDay(nowMs) + 1) * DAY_MS - BEIJING_OFFSET_MS + minutes * 60_000;
}

/**
 * Reads a `datetime-local` field as Beijing time; not a number when it is empty.
 * @param {string} value
 */
export const fromLocalField = (value) => Date.parse(`${value}:00+08:00`);

/** @param {number} atMs */
const beijingDay = (atMs) => Math.floor((atMs + BEIJING_OFFSET_MS) / DAY_MS);
