// `npm run law` once the packages are there: hands over to the pinned Node.
import { become } from './pinned.mjs';

become('scripts/law/run.ts', process.argv.slice(2));
