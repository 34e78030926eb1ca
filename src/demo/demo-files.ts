/** What the demo keeps in its data folder. Anything else there is somebody else's and stays. */
const names: readonly RegExp[] = [
  /^demo-accounts\.json$/,
  /^demo-clock\.json(\.part)?$/,
  /^demo-others\.json(\.part)?$/,
  /^demo\.log$/,
  /^emulator\.jsonl(\.blobs)?$/,
  /^owner\.\d+\.json$/,
  /^proof\.key$/,
  /^socket$/,
  /^store$/,
];

export const demoFiles = {
  /** Only a demo has it. */
  mark: 'demo-accounts.json',
  has: (name: string): boolean => names.some((each) => each.test(name)),
} as const;
