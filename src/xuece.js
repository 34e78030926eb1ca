#!/usr/bin/env node
// The command `xuece`: TypeScript is run as it is, without a build step.
import { register } from 'tsx/esm/api';

register();
await import('./cli.ts');
