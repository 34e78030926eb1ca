import { provePoints } from '../crash/points.ts';
import { httpVariants } from '../helpers/county.ts';

for (const variant of httpVariants) provePoints(variant, true);
