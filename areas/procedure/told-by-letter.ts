import { caseFile, documentName, partiesOf } from '#areas/cases/index.ts';
import type { ToldInLetter } from '#areas/inbox/index.ts';
import type { LetterInlines } from '#platform/letters/index.ts';
import { formatDate } from '#platform/text/index.ts';
import { voicesOf } from './communicated.ts';
import { materialIn } from './material.ts';
import { heading, paragraphs } from './papers/readable.ts';
import { keepToldByLetter, shownTo } from './told-of.ts';

/**
 * FL 25 §: the documents that a communication of the service's own process is about, as its letter lists them for one party:
 * what the decision may build on, of that what she may see (OSL 10 kap. 3 §) and has not sent herself. They are kept, as those
 * are that an officer communicates.
 */
export const toldInLetter: ToldInLetter = {
  async list(db, { caseId, party, t, language }) {
    const [parties, file, shown] = [
      await partiesOf(db, caseId),
      await caseFile(db, caseId),
      await shownTo(db, party, caseId),
    ];
    const own = voicesOf({ view: { parties }, file }, party);
    const applied = parties.some((one) => one.party === party && one.role === 'applicant');
    const told = materialIn({ file }).filter(
      ({ id, kind, byParty }) => shown.has(id) && !own(byParty) && !(applied && kind === 'application'),
    );
    if (told.length === 0) return { blocks: [], documents: [] };
    const name = (one: (typeof told)[number]) =>
      t('procedure.communicate.document', { title: documentName({ t }, one), day: formatDate(one.at, language) });
    const items = told.map((one): LetterInlines => [{ kind: 'text', text: name(one) }]);
    return {
      blocks: [
        heading(t('procedure.communicate.builds-on')),
        ...paragraphs(t('procedure.communicate.read-there')),
        { kind: 'list', ordered: false, items },
      ],
      documents: told.map(({ id }) => id),
    };
  },
  keep: keepToldByLetter,
};
