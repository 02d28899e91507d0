#!/usr/bin/env node
// The command `torget`. It may be started by any Node from 20 on, and hands over to the pinned one.
import { become, serving } from '../scripts/pinned.mjs';

const args = process.argv.slice(2);
become('app/main.ts', args, args[0] === 'serve' ? serving : undefined);
