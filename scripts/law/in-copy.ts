// Started by attempt.ts in a copy of the checkout: runs one file's tests of a demand and tells how they ended.
import { results } from './tests.ts';

const [file = '', demand = ''] = process.argv.slice(2);
const ended = await results(process.cwd(), [file], [demand]);
process.send?.(ended.get(demand) ?? [], () => process.exit());
