/**
 * What does not pass through chat, each with what the rules on chat tools say of it (`[V:50]`, docs/rules.md): whoever may see it gets
 * its figures in chat, and a link to the staff page for the rest. What people decide by a card stays on the card.
 */
export const KEPT_FROM_CHAT = {
  /** Members of 储备库, also a single one. */
  reservePool: 'reserve-pool lists',
  /** Who fits an appointment, and why. */
  appointments: 'promotion talk',
  /** Places in a class, published or not: then they are other people's results. */
  places: 'unpublished rankings',
  /** Points, grades and titles of others, with their reasons and what was objected to. */
  results: "other people's grades",
  /** A proposal of grades, as a list. */
  proposals: 'draft lists',
  /** 学册 and 归档表. One's own passes. */
  registers: 'comments for the file',
} as const satisfies Readonly<Record<string, string>>;

/** That a list or a document holds what is kept from chat. */
export interface Kept {
  matter: keyof typeof KEPT_FROM_CHAT;
  /** The one person it is about, to whom it may be sent. */
  of?: string;
}

/** A register with all that is made of it; one's own passes. */
export function keptRegister(of: string): Kept {
  return { matter: 'registers', of };
}

/** Whether it may be sent in chat to this person. */
export function passesChat(kept: Kept | undefined, cadreId: string): boolean {
  return kept === undefined || kept.of === cadreId;
}
