import fc from 'fast-check';
import mongoose from 'mongoose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { BallotBoxStore } from '../../src/store/ballot-boxes.ts';
import { Database } from '../../src/store/database.ts';
import { keysInMemory, sealValue } from '../../src/store/passing-keys.ts';
import { sealWith } from '../../src/store/seal.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const clock = new ManualClock(new Date('2026-03-02T01:03:00Z'));
let bare: BareStore;
let database: Database;
let boxes: BallotBoxStore;
let number = 0;
const keys = keysInMemory();

beforeAll(async () => {
  bare = await openBareStore(clock);
  database = await Database.open(bare.uri);
  boxes = new BallotBoxStore(database, keys);
});
afterAll(async () => {
  await database.close();
  await bare.stop();
});

async function openBox(): Promise<string> {
  number += 1;
  const id = `box-${number}`;
  await boxes.open(id, clock.now());
  return id;
}

const cast = (id: string, cadreId: string, vote: string, byUpdate = `u:${cadreId}`) =>
  boxes.cast(id, { cadreId, byUpdate }, { vote });
const votesIn = async (id: string) => ((await boxes.read(id)) ?? []).map((each) => (each as { vote: string }).vote);

describe('a ballot box', () => {
  it('gives back the votes that were cast, each once, whatever their order', async () => {
    const votes = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(votes, async (each) => {
        const id = await openBox();
        await Promise.all(each.map((vote, at) => cast(id, `p${at}`, vote)));
        await boxes.close(id);
        expect((await votesIn(id)).sort()).toEqual([...each].sort());
        expect((await boxes.byId(id))?.marks.length).toBe(each.length);
      }),
      { numRuns: 15 },
    );
  });

  it('takes one vote of a person; the update that cast it may run again, another one changes nothing', async () => {
    const id = await openBox();
    expect(await cast(id, 'zhao', 'a')).toBe('cast');
    expect(await cast(id, 'zhao', 'a')).toBe('cast');
    expect(await cast(id, 'zhao', 'b', 'u:other')).toBe('voted');
    const racing = await Promise.all(['1', '2', '3'].map((update) => cast(id, 'qian', 'b', update)));
    expect(racing.sort()).toEqual(['cast', 'voted', 'voted']);
    await boxes.close(id);
    expect((await votesIn(id)).sort()).toEqual(['a', 'b']);
  });

  it('takes none once it is closed, and its votes are not read before', async () => {
    const id = await openBox();
    await cast(id, 'zhao', 'a');
    await expect(boxes.read(id)).rejects.toThrow('closed box');
    await boxes.close(id);
    expect(await cast(id, 'qian', 'b')).toBe('closed');
    expect(await cast(id, 'zhao', 'a')).toBe('cast');
    expect(await votesIn(id)).toEqual(['a']);
  });

  it('keeps the marks and nothing that opens once it is destroyed; it is read as often as asked before', async () => {
    const id = await openBox();
    await cast(id, 'zhao', 'a');
    await boxes.close(id);
    expect(await votesIn(id)).toEqual(await votesIn(id));
    await boxes.destroy(id);
    await boxes.destroy(id);
    expect(await boxes.byId(id)).toMatchObject({ state: 'closed', ballots: [], marks: [{ cadreId: 'zhao' }] });
    expect(keys.find(`box:${id}`)).toBeUndefined();
  });

  it('that is shut before anybody opened it is empty, and never opens', async () => {
    await boxes.shut('late', clock.now());
    await boxes.open('late', clock.now());
    expect(await cast('late', 'zhao', 'a')).toBe('closed');
    expect(await votesIn('late')).toEqual([]);
    const id = await openBox();
    await cast(id, 'zhao', 'a');
    await boxes.shut(id, clock.now());
    expect(await votesIn(id)).toEqual(['a']);
  });

  it('that was never closed is found by when it was opened', async () => {
    const [id, closed] = [await openBox(), await openBox()];
    await boxes.close(closed);
    const later = await boxes.leftOpen(new Date(clock.now().getTime() + 1));
    expect([later.includes(id), later.includes(closed)]).toEqual([true, false]);
    expect(await boxes.leftOpen(clock.now())).not.toContain(id);
  });

  it('whose key is lost takes no vote and says that its votes cannot be read', async () => {
    const id = await openBox();
    await cast(id, 'zhao', 'a');
    keys.destroy(`box:${id}`);
    expect(await cast(id, 'qian', 'b')).toBe('sealed');
    await boxes.close(id);
    expect(await boxes.read(id)).toBeUndefined();
  });

  it('puts each ballot at a place that chance chooses, among ballots of one length', async () => {
    const places = [0, 0, 2, 1];
    const another = await Database.open(bare.uri);
    onTestFinished(() => another.close());
    const chosen = new BallotBoxStore(another, keys, () => places.shift() ?? 0);
    await chosen.open('placed', clock.now());
    const seen: string[][] = [];
    for (const cadreId of ['a', 'b', 'c', 'd']) {
      await chosen.cast('placed', { cadreId, byUpdate: cadreId }, { vote: cadreId.repeat(places.length * 20) });
      seen.push([...((await chosen.byId('placed'))?.ballots ?? [])]);
    }
    const [first, second, third, fourth] = seen.map((ballots, at) =>
      ballots.find((ballot) => !(seen[at - 1] ?? []).includes(ballot)),
    );
    expect(seen.at(-1)).toEqual([second, fourth, first, third]);
    expect(new Set(seen.at(-1)?.map((ballot) => ballot.length)).size).toBe(1);
  });

  it('holds no vote in clear in what is stored', async () => {
    const id = await openBox();
    await cast(id, 'zhao', 'a-vote-in-clear');
    const client = await new mongoose.mongo.MongoClient(bare.uri).connect();
    const row = await client.db().collection<{ _id: string }>('ballotBoxes').findOne({ _id: id });
    await client.close();
    expect(JSON.stringify(row)).toContain('zhao');
    expect(JSON.stringify(row)).not.toContain('a-vote-in-clear');
  });
});

it('sealed values of one kind are as long as one another', () => {
  const seal = sealWith(Buffer.alloc(32, 1));
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (vote) => {
      expect(sealValue(seal, { vote }, 'x').length).toBe(sealValue(seal, { vote: '' }, 'x').length);
    }),
  );
});
