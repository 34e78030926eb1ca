import { proveSample } from './sample.ts';

proveSample(1);
