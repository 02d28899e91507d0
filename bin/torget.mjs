#!/usr/bin/env node
// The command `torget`. It may be started by any Node from 20 on, and hands over to the pinned one.
import { become } from '../scripts/pinned.mjs';

become('app/main.ts', process.argv.slice(2));
