import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What reads or writes a date in the zone of the server, or of whatever shows the page. */
const localTime = [
  /\.[gs]et(Hours|Minutes|Seconds|Milliseconds|Day|Date|Month|FullYear|TimezoneOffset)\(/,
  /\.toLocale(Date|Time)?String\(|\.to(Date|Time)String\(/,
  /new Date\(\s*[\w.]+\s*,/,
  /new Intl\.DateTimeFormat\((?!'zh-CN', \{\s*timeZone: 'Asia\/Shanghai')/,
];

it('nothing in the sources asks for the time of the server’s own zone', () => {
  const found: string[] = [];
  let read = 0;
  for (const folder of ['src', 'handlers', 'jobs']) {
    for (const file of readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(ts|js)$/.test(file)) continue;
      read += 1;
      const text = readFileSync(`${root}${folder}/${file}`, 'utf8');
      for (const pattern of localTime) {
        const hit = pattern.exec(text);
        if (hit !== null) found.push(`${folder}/${file}: ${hit[0]}`);
      }
    }
  }
  expect(read).toBeGreaterThan(300);
  expect(found).toEqual([]);
});
