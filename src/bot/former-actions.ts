/** Names that presses had in earlier versions. Cards on screens, open questions and stored answers still contain them. */
const FORMER_ACTIONS: Readonly<Record<string, string>> = {
  'leave.giveBack': 'leave.give-back',
};

/** The name a press has now. */
export function presentAction(action: string): string {
  return FORMER_ACTIONS[action] ?? action;
}
