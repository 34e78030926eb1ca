#!/usr/bin/env node
// The command `xuece`.
import { launch } from './launch/launch.js';

await launch('cli');
