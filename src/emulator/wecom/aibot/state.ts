import type { Target } from '../../items.ts';

/** One question to the AI robot and the state of its answer (docs/emulator.md, AI robot). */
export interface AibotTurn {
  id: string;
  userId: string;
  /** The conversation it stands in, `group` of its items. */
  chat: string;
  isGroup: boolean;
  kind: 'message' | 'enter_chat' | 'template_card_event' | 'feedback_event';
  atMs: number;
  /** Unused so far; good for one hour. */
  responseCode?: string;
  /** The stream that was begun and the items that show it. */
  stream?: { id: string; targets: Target[]; finished: boolean };
  cardSent?: boolean;
  /** Nothing more is expected: an empty answer, a whole one, or a finished stream. */
  answered?: boolean;
  /** The answer can be judged under this id. */
  feedbackId?: string;
  /** The pressed card. */
  pressed?: { targets: Target[]; taskId: string };
}

/** Something the AI robot was sent, fetched by its address for five minutes, encrypted (docs/emulator.md, AI robot). */
export interface AibotMedia {
  sha256: string;
  name: string;
  atMs: number;
  /** Long connection: a key of its own, standard base64; callbacks use the robot's. */
  aesKey?: string;
}
