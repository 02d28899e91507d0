import { addReleasedCopy, openRequest, type ReadCase } from '#areas/cases/index.ts';
import { transaction } from '#platform/database/index.ts';
import { TorgetError } from '#platform/errors.ts';
import { addMadeFile, keepBytes } from '#platform/files/index.ts';
import { field, type Request } from '#platform/web/index.ts';
import { notTested, type Standing } from './marked.ts';
import { nobodyAsks, type Source, titleOf } from './mask.ts';
import { type DisclosureOptions, REQUEST_SERVICE } from './mount.ts';

/** Name of the field with the marks that were tested and do not hinder. */
export const TESTED = 'tested';

/**
 * Puts a whole document, as it stands, into the case that asked, where it goes out when it is released.
 * Every secrecy mark is tested first (OSL 5 kap. 5 §), and nothing goes out that nobody asks for. Gives that case.
 * @throws TorgetError with the rule when something is missing
 */
export async function releaseWhole(
  request: Request,
  options: DisclosureOptions,
  { view }: ReadCase,
  source: Source,
  marks: readonly Standing[],
): Promise<{ readonly caseId: string; readonly document: string }> {
  const { db, now, t, fields } = request;
  const untested = marks.filter(({ id }) => fields[TESTED]?.includes(id) !== true);
  if (untested.length > 0) throw notTested(untested);
  const number = field(fields, 'request', 40);
  if (number === '') throw forNobody(source.id);
  const title = await titleOf(request, view, source, 'disclosure.mask.whole-of');
  const stored = await keepBytes(options.files, source.bytes);
  return transaction(db, async (tx) => {
    const caseId = await openRequest(tx, number, REQUEST_SERVICE);
    if (caseId === undefined) throw nobodyAsks(number);
    const name = `${t('disclosure.mask.whole-file')}.pdf`;
    const fileId = await addMadeFile(tx, caseId, { ...stored, type: 'application/pdf', name }, now);
    const made = { of: source.id, tested: marks.map(({ id }) => id) };
    return { caseId, document: await addReleasedCopy(tx, { caseId, fileId, title, made, at: now }) };
  });
}

function forNobody(document: string): TorgetError {
  return new TorgetError(
    'no-request',
    422,
    {
      sv: 'Välj den begäran som handlingen lämnas ut i: den blir en utgående handling där (OSL 5 kap. 1 §).',
      en: 'Choose the request in which the document is released: there it becomes an outgoing document (OSL 5:1).',
    },
    `document ${document} released to nobody`,
  );
}
