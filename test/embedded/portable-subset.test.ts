import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generalFields } from '../../src/embedded/command-fields.ts';
import { commands } from '../../src/embedded/commands/index.ts';
import { compileFilter } from '../../src/embedded/filter.ts';
import { queryFor } from '../../src/embedded/query.ts';
import { compileUpdate } from '../../src/embedded/update.ts';

/** The list of what is served in docs/embedded-store.md is what the code serves. */
const page = readFileSync(new URL('../../docs/embedded-store.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## The portable subset'), page.indexOf('### What is refused'));
const rows = section.split('\n').filter((line) => line.startsWith('| '));
const quoted = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
const row = (title: string): string[] => quoted(rows.find((line) => line.startsWith(`| ${title} |`)));

/** Every query and update operator of MongoDB 7, with an argument it takes. */
const filterOperators: Readonly<Record<string, unknown>> = {
  $eq: 1,
  $ne: 1,
  $gt: 1,
  $gte: 1,
  $lt: 1,
  $lte: 1,
  $in: [1],
  $nin: [1],
  $exists: true,
  $type: 'string',
  $all: [1],
  $size: 1,
  $elemMatch: { x: 1 },
  $not: { $gt: 1 },
  $regex: 'x',
  $options: 'i',
  $mod: [2, 0],
  $bitsAllSet: 1,
  $bitsAllClear: 1,
  $bitsAnySet: 1,
  $bitsAnyClear: 1,
  $geoWithin: {},
  $geoIntersects: {},
  $near: [0, 0],
  $nearSphere: [0, 0],
};
const topOperators: Readonly<Record<string, unknown>> = {
  $and: [{ a: 1 }],
  $or: [{ a: 1 }],
  $nor: [{ a: 1 }],
  $comment: 'x',
  $expr: {},
  $where: 'true',
  $text: {},
  $jsonSchema: {},
  $sampleRate: 0.5,
};
const updateOperators: Readonly<Record<string, unknown>> = {
  $set: 1,
  $setOnInsert: 1,
  $unset: 1,
  $inc: 1,
  $min: 1,
  $max: 1,
  $rename: 'b',
  $push: 1,
  $addToSet: 1,
  $pop: 1,
  $pull: 1,
  $pullAll: [1],
  $mul: 2,
  $bit: { and: 1 },
  $currentDate: true,
  $pushAll: [1],
};

const accepted = (
  operators: Readonly<Record<string, unknown>>,
  compile: (name: string, argument: unknown) => unknown,
): string[] =>
  Object.entries(operators).flatMap(([name, argument]) => {
    try {
      compile(name, argument);
      return [name];
    } catch {
      return [];
    }
  });

it('the commands served are those listed', () => {
  const listed = rows.flatMap((line) => quoted(line.split('|')[1]));
  const aliases = ['ismaster', 'buildinfo', 'findandmodify'];
  expect([...commands.keys()].filter((name) => !aliases.includes(name)).sort()).toEqual(listed.sort());
});

it('the options of each command are listed in its row or among those without effect', () => {
  const withoutEffect = quoted(
    section.slice(section.indexOf('Accepted, without any effect'), section.indexOf('| | Served |')),
  );
  for (const name of generalFields) expect(withoutEffect).toContain(name);
  for (const [name, { fields }] of commands) {
    const own = rows.find((line) =>
      quoted(line.split('|')[1]).some((listed) => listed.toLowerCase() === name.toLowerCase()),
    );
    const known = new Set([...quoted(own), ...withoutEffect, name]);
    expect([...(fields ?? [])].filter((field) => !known.has(field))).toEqual([]);
  }
});

it('the operators of filters are those listed', () => {
  const served = [
    ...accepted(filterOperators, (name, argument) => compileFilter({ a: { [name]: argument } })),
    ...accepted(topOperators, (name, argument) => compileFilter({ [name]: argument })),
  ];
  expect(served.sort()).toEqual(row('Filters').sort());
});

it('the operators of updates are those listed', () => {
  const served = accepted(updateOperators, (name, argument) =>
    compileUpdate({ [name]: { a: argument } }, queryFor({}), undefined),
  );
  const clauses = ['$each', '$position', '$sort', '$slice', '$', '$[]', '$[name]'];
  const listed = row('Updates').filter((name) => !clauses.includes(name));
  expect(served.sort()).toEqual([...new Set(listed)].sort());
});
