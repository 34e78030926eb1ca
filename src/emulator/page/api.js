/** The emulator's control API as the page uses it; shapes in `../view.ts`. */

/** @typedef {import('../view.ts').Vendor} Vendor */
/** @typedef {import('../view.ts').PersonView} PersonView */
/** @typedef {import('../view.ts').ItemView} ItemView */
/** @typedef {import('../view.ts').SayRequest} SayRequest */
/** @typedef {import('../view.ts').SendRequest} SendRequest */
/** @typedef {import('../view.ts').PressRequest} PressRequest */
/** @typedef {import('../view.ts').FaultRequest} FaultRequest */
/** @typedef {import('../view.ts').ClockView} ClockView */
/** @typedef {import('../view.ts').GroupView} GroupView */
/** @typedef {import('../view.ts').Replayed} Replayed */

/** What the emulator takes; a larger file need not be read first. */
const MAX_FILE_BYTES = 20 << 20;

/** No answer, or an answer that says no; `message` is for the reader. */
class ControlError extends Error {}

/**
 * What to tell the reader about this failure.
 * @param {unknown} error
 */
export const messageOf = (error) => (error instanceof ControlError ? error.message : '没有做成，请再试一次。');

/**
 * @param {{ search: string, vendor: Vendor | '', limit: number }} query
 * @param {AbortSignal} [signal]
 * @returns {Promise<PersonView[]>}
 */
export function fetchPeople({ search, vendor, limit }, signal) {
  const query = new URLSearchParams({ search, limit: String(limit) });
  if (vendor !== '') query.set('vendor', vendor);
  return call(`/control/people?${query}`, { signal: signal ?? null });
}

/**
 * What this person sees, oldest first.
 * @param {Vendor} vendor
 * @param {string} userId
 * @param {string | undefined} group - in this group chat
 * @returns {Promise<ItemView[]>}
 */
export function fetchConversation(vendor, userId, group) {
  const query = new URLSearchParams({ vendor, userId });
  if (group !== undefined) query.set('group', group);
  return call(`/control/conversation?${query}`);
}

/**
 * The group chats this person is in.
 * @param {Vendor} vendor
 * @param {string} userId
 * @returns {Promise<GroupView[]>}
 */
export const fetchGroups = (vendor, userId) => call(`/control/groups?${new URLSearchParams({ vendor, userId })}`);

/**
 * What stands in this person's calendar.
 * @param {Vendor} vendor
 * @param {string} userId
 * @returns {Promise<import('../view.ts').CalendarEntryView[]>}
 */
export const fetchCalendar = (vendor, userId) => call(`/control/calendar?${new URLSearchParams({ vendor, userId })}`);

/**
 * The person opens the conversation; some vendors tell the bot.
 * @param {Vendor} vendor
 * @param {string} userId
 */
export const openConversation = (vendor, userId) => call('/control/open', post({ vendor, userId }));

/** @param {SayRequest} request */
export const say = (request) => call('/control/say', post(request));

/**
 * A picture or another file; each vendor's client tells pictures by their bytes.
 * @param {Omit<SendRequest, 'name' | 'base64'>} where
 * @param {File} file
 */
export async function sendFile(where, file) {
  if (file.size > MAX_FILE_BYTES) throw new ControlError('这个文件太大，最多 20 MB。');
  if (file.size === 0) throw new ControlError('这个文件是空的，发不出去。');
  return call('/control/send', post({ ...where, name: file.name, base64: await base64Of(file) }));
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // `data:<type>;base64,<bytes>`
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(new ControlError('这个文件读不出来，请重新选择。'));
    reader.readAsDataURL(file);
  });
}

/** @param {PressRequest} request */
export const press = (request) => call('/control/press', post(request));

/**
 * Adds a fault, or with `times` 0 takes back those like it.
 * @param {FaultRequest} request
 * @returns {Promise<FaultRequest[]>} what waits now
 */
export const addFault = (request) => call('/control/faults', post(request));

/** @returns {Promise<FaultRequest[]>} */
export const fetchFaults = () => call('/control/faults');

/**
 * Does everything again that a saved transcript tells of; answers when it is done.
 * @param {unknown} transcript
 * @returns {Promise<Replayed>}
 */
export const replay = (transcript) => call('/control/replay', post(transcript));

/** @returns {Promise<ClockView>} */
export const fetchClock = () => call('/control/clock');

/**
 * @param {number} nowMs
 * @returns {Promise<ClockView>}
 */
export const moveClock = (nowMs) => call('/control/clock', post({ nowMs }));

/** @returns {Promise<import('../view.ts').OthersView>} */
export const fetchOthers = () => call('/control/others');

/**
 * @param {boolean} isOn
 * @returns {Promise<import('../view.ts').OthersView>}
 */
export const turnOthers = (isOn) => call('/control/others', post({ isOn }));

/** @returns {Promise<import('../view.ts').AboutView>} */
export const fetchAbout = () => call('/control/about');

/**
 * @param {Vendor} vendor
 * @param {string} userId
 * @returns {Promise<import('../view.ts').HintsView>}
 */
export const fetchHints = (vendor, userId) => call(`/control/hints?${new URLSearchParams({ vendor, userId })}`);

/** An id that makes an act repeatable. (`crypto.randomUUID` is missing on a phone that opens the page over plain HTTP.) */
export function newActId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {unknown} body
 * @returns {RequestInit}
 */
function post(body) {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/**
 * @param {string} path
 * @param {RequestInit} [init]
 */
async function call(path, init) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init?.signal?.aborted) throw error;
    throw new ControlError('连不上演示服务，请看看它是否还在运行。');
  }
  if (response.ok) return await response.json();
  const told = await response.json().catch(() => undefined);
  throw new ControlError(told?.error ?? `演示服务没有接受（${response.status}）。`);
}
