/** Names that presses had in earlier versions: cards on screens, open questions and kept answers still carry them. */
const FORMER_ACTIONS: Readonly<Record<string, string>> = {
  'leave.giveBack': 'leave.give-back',
};

/** The name a press has now. */
export function presentAction(action: string): string {
  return FORMER_ACTIONS[action] ?? action;
}
