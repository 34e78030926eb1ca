import type { World } from './world.ts';

/** Does this. @returns what this person is told because of it, in new messages and on cards that changed; throws where nobody tells them anything */
export async function toldBy(world: World, userId: string, act: () => Promise<unknown>): Promise<string> {
  const before = looks(world, userId);
  await act();
  const fresh = looks(world, userId).filter((look, at) => look !== before[at]);
  if (fresh.length === 0) throw new Error(`${userId} was told nothing`);
  return fresh.join('\n----\n');
}

/** Says this. @returns what the person is told because of it; throws where nobody answers */
export function ask(world: World, userId: string, words: string): Promise<string> {
  return toldBy(world, userId, () => world.say(userId, words));
}

function looks(world: World, userId: string): string[] {
  return world.screen(userId).split('\n----\n');
}
