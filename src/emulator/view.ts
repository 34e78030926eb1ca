/** The emulator's control API in types: what the chat page and the tests read and write (JSON over HTTP, under `/control`). */
export type Vendor = 'wecom' | 'dingtalk';

/** `GET /control/people?search=&limit=`: people one can be. `search` matches name, unit, post and role. */
export interface PersonView {
  vendor: Vendor;
  userId: string;
  /** The same for all accounts of one person. */
  person: string;
  /** All accounts of this person, WeCom's first. */
  accounts: readonly { vendor: Vendor; userId: string; unread: number }[];
  name: string;
  unit: string;
  post: string;
  /** Role labels as the bot's operator knows them, e.g. `组织部干部科`; shown only, never trusted by anyone. */
  roles: string[];
  unread: number;
}

/** `GET /control/groups?vendor=&userId=`: the group chats this person is in. */
export interface GroupView {
  vendor: Vendor;
  id: string;
  name: string;
  /** How many people are in it, the robot not counted. */
  members: number;
  unread: number;
}

/** `GET /control/calendar?vendor=&userId=`: what stands in this person's calendar, in the order of time. */
export interface CalendarEntryView {
  id: string;
  title: string;
  place: string;
  description: string;
  startsAtMs: number;
  endsAtMs: number;
}

/** `POST /control/groups`: a group chat with the bot in it, as people make one in their client; the same `id` again changes it. */
export interface GroupRequest {
  vendor: Vendor;
  id: string;
  name: string;
  /** User ids; the first one owns the group. */
  members: string[];
}

/** `GET /control/conversation?vendor=&userId=&group=`: what this person sees, oldest first; with `group`, in that group chat. */
export interface ItemView {
  /** Unique per vendor; stays the same when a card is revised. */
  item: string;
  atMs: number;
  /** `member`: somebody else in the group chat; `speaker` is their name (in the ledger their user id). */
  from: 'person' | 'bot' | 'member';
  speaker?: string;
  body: BodyView;
  /** Shown under a watermark with the reader's name; cannot be passed on. */
  confidential?: true;
  /** What went wrong with this item's callback, so that the page can show the vendor's retries. */
  trouble?: string;
}

export type BodyView =
  /** `highlights`: the mentions in the text that the client marks, e.g. `@user01`. */
  | { kind: 'text'; text: string; highlights?: string[] }
  /** Markdown as the vendor's client draws it; `dtmd` links are buttons that send text. */
  | { kind: 'markdown'; title: string; markdown: string; highlights?: string[] }
  /** Opened at `url`: `GET /control/blob`, or an address on the web. */
  | { kind: 'picture'; name: string; url: string }
  | { kind: 'file'; name: string; bytes: number; url: string }
  | { kind: 'news'; articles: { title: string; desc: string; url: string; pictureUrl?: string }[] }
  | CardView;

export interface CardView {
  kind: 'card';
  title: string;
  desc: string;
  /** The page a tap on the card opens. */
  url?: string;
  /** On the web; above the words. */
  pictureUrl?: string;
  /** With `url`, the value opens a page. */
  fields: { label: string; value: string; url?: string }[];
  /** `choice` is absent on cards without a form. */
  choice?: {
    mode: 'single' | 'multiple';
    options: { value: string; label: string; checked: boolean }[];
    disabled: boolean;
  };
  /** Several questions on one card (WeCom's `multiple_interaction`); pressed with `choices` of the form `key=value`. */
  selectors?: {
    key: string;
    title: string;
    mode: 'single' | 'multiple';
    options: { value: string; label: string; checked: boolean }[];
    disabled: boolean;
  }[];
  buttons: { key: string; label: string; style: 'primary' | 'plain' | 'danger'; disabled: boolean }[];
  /** Text the vendor shows in place of the buttons once the card was revised. */
  replaced?: string;
}

/** `POST /control/say`. `id` makes the act repeatable: the same id is done once, also after a restart. */
export interface SayRequest {
  vendor: Vendor;
  userId: string;
  text: string;
  id?: string;
  /** In this group chat, mentioning the bot. */
  group?: string;
}

/** `POST /control/send`: a picture or any other file of at most 20 MB; each vendor's client tells pictures by their bytes. */
export interface SendRequest {
  vendor: Vendor;
  userId: string;
  name: string;
  base64: string;
  id?: string;
  /** In this group chat, as far as its client takes files there. */
  group?: string;
}

/** `POST /control/press`: presses one button of an item, with the chosen option values. */
export interface PressRequest {
  vendor: Vendor;
  userId: string;
  item: string;
  button: string;
  choices: string[];
  id?: string;
  /** The group chat the item stands in. */
  group?: string;
}

/** `GET /control/stream` sends one of these as a server-sent event whenever a conversation changed. */
export interface ChangeEvent {
  vendor: Vendor;
  userId: string;
  item: string;
  group?: string;
}

/** `POST /control/faults`: the next `times` matching calls (vendor API) or callbacks go wrong in this way. */
export interface FaultRequest {
  vendor: Vendor;
  where: 'api' | 'callback';
  fault:
    | 'slow'
    | 'accept-then-hang'
    | 'reset'
    | 'server-error'
    | 'rate-limit'
    | 'expire-token'
    | 'duplicate'
    | 'reorder'
    | 'drop'
    /** A send to many: every second receiver is refused, the call succeeds. */
    | 'partial-accept'
    /** The vendor refuses with `code`; nothing is done. */
    | 'refuse'
    /** Done, then the connection is cut. */
    | 'accept-then-reset'
    /** 503 of a gateway, nothing done; 504 of a gateway, done. */
    | 'unavailable'
    | 'gateway-timeout'
    /** DingTalk refuses the address, not in the form of the API. */
    | 'ip-ban'
    /** DingTalk callbacks over HTTP: a signature that is wrong, or right and two hours old. */
    | 'bad-sign'
    | 'stale-timestamp'
    /** WeCom callbacks: the same XML in another form, with a BOM, a declaration, a comment and line breaks, as relays write it. */
    | 'rewritten-envelope';
  times: number;
  /** Only with `refuse`: WeCom's errcode, DingTalk's code. */
  code?: string;
  /** Only calls whose path contains this, e.g. `message/send`. Token calls are hit only when they are named here. */
  path?: string;
}

/** `GET /control/clock` and `POST /control/clock` (only where the clock may be moved). */
export interface ClockView {
  nowMs: number;
  movable: boolean;
  /** Where a move that is under way leads. */
  movingToMs?: number;
  /** Times one may want to move it to; absent where there are none. */
  stops?: readonly ClockStop[];
}

export interface ClockStop {
  label: string;
  atMs: number;
}

/** `GET /control/others` and `POST /control/others`: whether the people whom nobody plays act by themselves; absent where they never do. */
export interface OthersView {
  isOn?: boolean;
}

/** `GET /control/about`: what this installation is, in sentences for the page, and a first walk through it. */
export interface AboutView {
  sentences: readonly string[];
  walk: readonly WalkStep[];
}

/** One step of a walk: whom to be, and what to do there. */
export interface WalkStep {
  title: string;
  about: string;
  who: PersonView;
}

/** `GET /control/hints?vendor=&userId=`: texts this person may want to send next; a command with arguments is meant to be edited first. */
export type HintsView = readonly string[];

/** What `POST /control/replay` answers. */
export interface Replayed {
  /** How many acts were done. */
  done: number;
  /** Acts that could not be done, by their place in the transcript, and why. */
  failed: { index: number; why: string }[];
  /** How many whole weeks later than the original it was played. */
  laterByWeeks: number;
}

/** `GET /control/consoles`: what another client needs to be tried against the emulator. */
export interface ConsolesView {
  /** `WECOM_API_BASE`, `DINGTALK_API_BASE` and `DINGTALK_OAPI_BASE`. */
  apiBase: string;
  /** Corp id, agent id, secret, token, AES key and callback addresses. */
  wecom?: object;
  /** App key and secret, robot code, corp id, event token and AES key, callback addresses. */
  dingtalk?: object;
}
