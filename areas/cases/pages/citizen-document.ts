import type { Answer, Request } from '#platform/web/index.ts';
import { markedAnswers } from '../insight/insight.ts';
import type { CasesOptions } from '../mount.ts';
import { documentAnswer, type OpenFile } from './document.tsx';
import { openForParty } from './open.ts';

/** A document of the person's own case. */
export async function citizenDocument(request: Request, options: CasesOptions, openFile: OpenFile): Promise<Answer> {
  const { view, shows } = await openForParty(request);
  const service = await options.catalogue.readable(request.db, view.version);
  const { actor, db } = request;
  const marked = actor.kind === 'citizen' ? await markedAnswers(db, actor.principal, view.id) : [];
  const back = request.url('my-pages.case', { case: view.id });
  return documentAnswer(request, options, openFile, { view, service, frame: 'citizen', back, shows, marked });
}
