#!/usr/bin/env node
// The command `torget`. It may be started by any Node from 20 on, and hands over to the pinned one.
import { existsSync } from 'node:fs';
import { generate } from '../scripts/generate.mjs';
import { become, node, root, serving } from '../scripts/pinned.mjs';

const args = process.argv.slice(2);
// Style sheets and texts of a fresh clone, or of one that was changed. Without packages nothing can be made: `become` says so.
if (existsSync(node)) await generate(root);
become('app/main.ts', args, args[0] === 'serve' ? serving : undefined);
