import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANK_LEVELS } from '../../../src/county/cadre.ts';
import {
  AUDIENCE_GROUPS,
  type Audience,
  audienceLabel,
  joinedAudience,
  readAudience,
  sharedAudience,
} from '../../../src/training/annual-plan/audience.ts';

const audiences: fc.Arbitrary<Audience> = fc
  .record({ rankLevels: fc.subarray([...RANK_LEVELS]), group: fc.option(fc.constantFrom(...AUDIENCE_GROUPS)) })
  .map(({ rankLevels, group }) => ({ rankLevels, ...(group === null ? {} : { group }) }));

describe('the audience of a planned class', () => {
  it.each([
    ['乡科级副职', { rankLevels: ['townshipDeputy'] }],
    ['科级干部', { rankLevels: ['townshipChief', 'townshipDeputy'] }],
    ['科员、年轻干部', { rankLevels: ['staff'], group: 'youngCadre' }],
    ['全体干部', { rankLevels: [] }],
    ['新录用公务员', { rankLevels: [], group: 'newRecruit' }],
    ['企业家', undefined],
    ['年轻干部、新提拔干部', undefined],
    ['', undefined],
  ])('is read from %s', (typed, audience) => {
    expect(readAudience(typed)).toEqual(audience);
  });

  it('is read as it is written', () => {
    fc.assert(
      fc.property(audiences, (audience) => {
        expect(readAudience(audienceLabel(audience))).toEqual(audience);
      }),
    );
  });

  it('shares with another what the other shares with it, and with itself everything', () => {
    fc.assert(
      fc.property(audiences, audiences, (one, other) => {
        expect(sharedAudience(one, other)).toEqual(sharedAudience(other, one));
        expect(sharedAudience(one, one)).toEqual({
          shared: sharedAudience(one, one).of,
          of: sharedAudience(one, one).of,
        });
        expect(sharedAudience(one, other).shared).toBeLessThanOrEqual(sharedAudience(one, other).of);
      }),
    );
  });

  it('joined with another has the levels of both', () => {
    fc.assert(
      fc.property(audiences, audiences, (one, other) => {
        const joined = joinedAudience(one, other);
        expect(joined).toEqual(joinedAudience(other, one));
        const all = (each: Audience) => (each.rankLevels.length === 0 ? RANK_LEVELS : each.rankLevels);
        for (const level of [...all(one), ...all(other)]) expect(all(joined)).toContain(level);
      }),
    );
  });
});
