// Insight: what a person may know about what the house holds about them, and the recurring checks of who looked.
import { NotFound } from '#platform/errors.ts';
import { zipStream } from '#platform/files/index.ts';
import type { Answer, Request, Route } from '#platform/web/index.ts';
import { extractOf } from './extract.ts';
import { checkPage, checksPage, doCheck } from './log-check/pages.tsx';
import type { InsightOptions } from './mount.ts';
import { doExtract, extractFile, extractPage } from './on-behalf/pages.tsx';

export { COLUMNS, MACHINE, TABLES } from './cover/tables.ts';
export { SOURCES } from './extract.ts';
export { selectLooks } from './log-check/select.ts';

/** What the area mounts on Mina sidor, and on the desk for those who make extracts for others and who check the log. */
export function insightRoutes(options: InsightOptions): readonly Route[] {
  return [
    // A whole package is dear: as many as one may send files.
    {
      name: 'my-pages.extract',
      method: 'GET',
      who: 'citizen',
      limit: 'upload',
      handle: (request) => extract(request, options),
    },
    // Who lacks the role is told so in words.
    { name: 'desk.extract', method: 'GET', who: 'staff', handle: extractPage },
    { name: 'desk.extract', method: 'POST', who: 'staff', handle: doExtract },
    {
      name: 'desk.extract.file',
      method: 'GET',
      who: 'staff',
      limit: 'upload',
      handle: (request) => extractFile(request, options),
    },
    { name: 'desk.log-checks', method: 'GET', who: 'staff', may: 'check-log', handle: checksPage },
    { name: 'desk.log-check', method: 'GET', who: 'staff', may: 'check-log', handle: checkPage },
    { name: 'desk.log-check', method: 'POST', who: 'staff', may: 'check-log', handle: doCheck },
  ];
}

/** GDPR 15: everything about oneself in one package. Who acts for somebody else asks an officer, who weighs secrecy. */
async function extract(request: Request, options: InsightOptions): Promise<Answer> {
  const { actor, db, town, t, language, now } = request;
  if (actor.kind !== 'citizen' || actor.party !== actor.principal) throw new NotFound('an extract is for oneself');
  const files = await extractOf(db, { ...options, town, t, language, now }, actor.party);
  return { kind: 'file', type: 'application/zip', name: 'registerutdrag.zip', body: zipStream(files) };
}
