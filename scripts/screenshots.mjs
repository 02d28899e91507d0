// Takes the pictures of README and the guides, from a fresh example town. Hands over to the pinned Node.
import { become } from './pinned.mjs';

become('e2e/screenshots.ts', process.argv.slice(2));
