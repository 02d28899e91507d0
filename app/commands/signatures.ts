import { verifySignatures } from '#areas/applications/index.ts';
import { openDatabase } from '#platform/database/index.ts';
import { readEnvironment } from '#platform/environment.ts';
import { openPlaces } from '../towns.ts';

/** What is wrong with a signature, in words. */
const FAULTS = {
  receipt: 'the receipt was not made by this house',
  row: 'the receipt says something else than the row beside it',
  evidence: 'the result of the e-ID is not the one that the receipt names',
  document: 'the application is not the one that was signed',
} as const;

/** `torget signatures [CASE NUMBER]`: verifies every signature, or those of one case, against what is kept. */
export async function signaturesCommand([number]: readonly string[]): Promise<number> {
  const { places, server } = await openPlaces(readEnvironment());
  const count = { passed: 0, failed: 0 };
  try {
    for (const { target } of places) {
      const { db, close } = openDatabase(target, { size: 1 });
      try {
        for (const { caseNumber, id, at, faults } of await verifySignatures(db)) {
          if (number !== undefined && caseNumber !== number) continue;
          count[faults.length === 0 ? 'passed' : 'failed'] += 1;
          for (const fault of faults) console.log(`${caseNumber} ${at} ${id}: ${FAULTS[fault]}`);
        }
      } finally {
        await close();
      }
    }
  } finally {
    await server?.stop();
  }
  console.log(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 ? 0 : 1;
}
