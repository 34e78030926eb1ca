import { expect } from 'vitest';
import { reachedAsIn } from './helpers/county.ts';

// Before each file, whose tests are declared only then.
reachedAsIn(expect.getState().testPath ?? '');
