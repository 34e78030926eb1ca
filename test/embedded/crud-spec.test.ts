import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EJSON } from 'bson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Document } from '../../src/embedded/document.ts';
import { crudOperations } from './crud-operations.ts';
import { startWorld, type World } from './world.ts';

/**
 * MongoDB's own specification of reads and writes, which is not part of this repository: `CRUD_SPEC` names a directory with its
 * JSON files (`source/crud/tests` of mongodb/specifications, or `data/crud` of the Go driver). What is refused as not offered is counted.
 */
const directory = process.env.CRUD_SPEC;
const counts = { right: 0, refused: 0 };
let world: World;

interface SpecTest {
  readonly name: string;
  readonly data: Document[];
  readonly operations: Document[];
  readonly outcome: Document[] | undefined;
}

describe.runIf(directory !== undefined)('the CRUD specification', () => {
  beforeAll(async () => {
    world = await startWorld({ durable: false });
  });
  afterAll(async () => {
    await world.end();
    console.log('CRUD specification:', counts);
  });

  it.each(directory === undefined ? [] : specTests(directory))('$name', async ({ data, operations, outcome }) => {
    const collection = world.db.collection('coll');
    await collection.drop();
    if (data.length > 0) await collection.insertMany(structuredDocuments(data) as never);
    for (const operation of operations) {
      if (await isRefused(operation)) {
        counts.refused++;
        return;
      }
    }
    if (outcome !== undefined) expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(outcome);
    counts.right++;
  });
});

/** Runs one operation and checks its result or error. @returns whether the store refused it as not offered */
async function isRefused({
  collection,
  name,
  arguments: given,
  expectError,
  error,
  expectResult,
  result,
}: Document): Promise<boolean> {
  const run = crudOperations[String(name)];
  if (run === undefined) throw new Error(`unknown operation ${String(name)}`);
  const fails = expectError !== undefined || error === true;
  const outcome = await run(
    world.db.collection(collection === undefined ? 'coll' : String(collection)),
    (given ?? {}) as Document,
  ).then(
    (value) => ({ value }),
    (fault: Error & { code?: number }) => ({ fault }),
  );
  if ('value' in outcome) {
    if (fails) throw new Error(`should have failed, but gave ${EJSON.stringify(outcome.value as Document)}`);
    expectMatch(outcome.value, expectResult ?? result);
    return false;
  }
  if (
    !fails &&
    /not supported by the embedded store|Unrecognized pipeline stage|Unknown modifier/.test(outcome.fault.message)
  )
    return true;
  if (!fails) throw outcome.fault;
  return false;
}

/** A document of the result may hold more than is expected of it. */
function expectMatch(actual: unknown, expected: unknown): void {
  if (expected === undefined) return;
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    if (Array.isArray(expected) && Array.isArray(actual)) {
      expect(actual.length).toBe(expected.length);
      for (const [at, one] of expected.entries()) expectMatch(actual[at], one);
    } else expect(actual ?? null).toEqual(expected);
    return;
  }
  for (const [name, wanted] of Object.entries(expected as Document)) {
    if (name === '$$unsetOrMatches') {
      if (actual !== undefined && actual !== null) expectMatch(actual, wanted);
    } else if (name === '$$exists') expect(actual !== undefined).toBe(wanted);
    else if (!name.startsWith('$$')) expectMatch((actual as Document | undefined)?.[name] ?? emptyFor(wanted), wanted);
  }
}

/** Drivers leave out what is zero or empty. */
function emptyFor(wanted: unknown): unknown {
  if (wanted === 0) return 0;
  return typeof wanted === 'object' && wanted !== null && Object.keys(wanted).length === 0 ? {} : undefined;
}

function structuredDocuments(documents: readonly Document[]): Document[] {
  return documents.map((document) => ({ ...document }));
}

function specTests(root: string): SpecTest[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.sort().flatMap((file) => testsIn(file, EJSON.parse(readFileSync(join(root, file), 'utf8')) as Document));
}

function testsIn(file: string, spec: Document): SpecTest[] {
  const collections = collectionsOf(spec);
  const list = isMet(spec) ? (spec.tests as Document[]).filter(isMet) : [];
  return list.flatMap(({ description, operations, operation, outcome }) => {
    const { error, result, collection } = (Array.isArray(outcome) ? {} : (outcome ?? {})) as Document;
    const steps = (operations ?? [{ ...(operation as Document), error, result }]) as Document[];
    const named = steps.map((step) => ({ ...step, collection: collections.get(step.object) }));
    if (!named.every((step) => runsHere(step, collections))) return [];
    const initial = (spec.initialData as Document[] | undefined)?.[0]?.documents ?? spec.data ?? [];
    const after = Array.isArray(outcome)
      ? (outcome as Document[])[0]?.documents
      : (collection as Document | undefined)?.data;
    const name = `${basename(file, '.json')}: ${String(description)}`;
    return [{ name, data: initial as Document[], operations: named, outcome: after as Document[] | undefined }];
  });
}

/** The collections a file works on, by the name it gives them; those with options of their own are about drivers. */
function collectionsOf(spec: Document): Map<unknown, string> {
  const entities = ((spec.createEntities ?? []) as Document[]).map(
    ({ collection }) => collection as Document | undefined,
  );
  const plain = entities.filter((one) => one !== undefined && one.collectionOptions === undefined);
  const first = ((spec.initialData ?? []) as Document[])[0]?.collectionName;
  return new Map(
    plain.map((one) => [one?.id, one?.collectionName === first ? 'coll' : String(one?.collectionName)] as const),
  );
}

function runsHere({ name, object }: Document, collections: ReadonlyMap<unknown, string>): boolean {
  return String(name) in crudOperations && (object === undefined || object === 'collection' || collections.has(object));
}

/** Whether a file or test is about a standalone server 7.0. */
function isMet({ runOnRequirements, runOn, minServerVersion, maxServerVersion }: Document): boolean {
  const fits = (from: unknown, to: unknown): boolean =>
    Number.parseFloat(String(from ?? '0')) <= 7 && Number.parseFloat(String(to ?? '99')) >= 7;
  const requirements = (runOnRequirements ?? runOn ?? [{}]) as Document[];
  const some = requirements.some(
    ({ minServerVersion: from, maxServerVersion: to, topologies, topology, serverless }) => {
      const places = (topologies ?? topology) as string[] | undefined;
      return fits(from, to) && (places === undefined || places.includes('single')) && serverless !== 'require';
    },
  );
  return some && fits(minServerVersion, maxServerVersion);
}
