import type { Mode } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import type { Town } from '#platform/town/index.ts';

/**
 * Holds what is started against what the database is for ever: the database of one town serves no other, and a real one
 * takes no made-up people and no address without https (settled.md, Database). No setting turns this off.
 * @throws TorgetError that names what to change
 */
export function checkPlace(
  town: Pick<Town, 'id' | 'registers' | 'payments'>,
  database: { readonly mode: Mode; readonly town: string },
  origin: string,
): void {
  if (database.town !== town.id) {
    throw refused(
      `är kommunen ${database.town}s och inte ${town.id}s`,
      `belongs to the municipality ${database.town}, not ${town.id}`,
    );
  }
  if (database.mode === 'example') {
    if (town.payments === undefined) return;
    throw refused(
      'är ett exempels, där inga riktiga pengar betalas: ta bort payments ur town.yaml',
      'is an example’s, where no real money is paid: remove payments from town.yaml',
    );
  }
  if (town.registers !== undefined) {
    throw refused(
      'är en riktig kommuns och tar inte emot påhittade personer: ta bort mappen registers',
      'is a real one and takes no made-up people: remove the folder registers',
    );
  }
  if (URL.parse(origin)?.protocol !== 'https:') {
    throw refused(
      `är en riktig kommuns och visas bara över https: sätt TORGET_ORIGIN, som nu är ${origin}`,
      `is a real one and is shown over https only: set TORGET_ORIGIN, which is ${origin} now`,
    );
  }
}

function refused(sv: string, en: string): TorgetError {
  return new TorgetError('place', 500, { sv: `Databasen ${sv}.`, en: `The database ${en}.` }, `the database ${en}`);
}
