import type { Answer, Request } from '#platform/web/index.ts';
import type { CasesOptions } from '../mount.ts';
import { documentAnswer, type OpenFile } from '../pages/document.tsx';
import { openForStaff } from './open.ts';

/** A document of a case, for an officer who may open the case; the look is logged. */
export async function deskDocument(request: Request, options: CasesOptions, openFile: OpenFile): Promise<Answer> {
  const opened = await openForStaff(request, options);
  const back = request.url('desk.case', { case: opened.view.id });
  return documentAnswer(request, options, openFile, { ...opened, frame: 'desk', back });
}
