// Records the migrations as they are now: node_modules/.bin/node app/structure/record-migrations.ts
// From then on the structure test refuses any change to them, because a database may have run them already.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrationLines, RECORD } from './files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const lines = migrationLines(root);
writeFileSync(join(root, RECORD), `${lines.join('\n')}\n`);
console.log(`${lines.length} migrations recorded in ${RECORD}`);
