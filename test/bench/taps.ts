import { type Variant, variants } from '../helpers/county.ts';
import { startWorld } from '../helpers/world.ts';
import { acts } from './common-acts.ts';
import { Counted } from './counted-world.ts';

/** `npm run bench:taps`: what fifteen common acts cost those who do them, on each platform: taps, messages typed, messages received. */
const rows: string[] = [];
for (const act of acts) {
  const cells: string[] = [];
  for (const variant of [...variants, 'dingtalk-markdown'] as Variant[]) {
    const world = await startWorld(variant);
    try {
      const counted = new Counted(world);
      await act.prepare(counted);
      counted.start(act.who);
      await act.play(counted);
      cells.push(counted.cost(act.who));
    } catch (error) {
      cells.push('?');
      console.error(
        `${act.name} on ${variant}: ${error instanceof Error ? error.message.slice(0, 1500) : String(error)}`,
      );
    } finally {
      await world.stop();
    }
  }
  rows.push(`| ${act.name} | ${cells.join(' | ')} |`);
}
console.log('| Act | WeCom | DingTalk, cards | DingTalk, text |\n| --- | --- | --- | --- |');
console.log(rows.join('\n'));
