import type { CaseSpan } from '#areas/cases/index.ts';
import type { Answer, Request } from '#platform/web/index.ts';
import { FORMATS, type Format, processLog } from '../log/read.ts';
import type { OperationsOptions } from '../mount.ts';

const TYPES: { readonly [format in Format]: { readonly type: string; readonly ending: string } } = {
  ocel: { type: 'application/json', ending: 'ocel.json' },
  xes: { type: 'application/xml', ending: 'xes' },
};

/** The log as a file; what was asked wrongly leads back to the form. */
export async function processLogPage(request: Request, options: OperationsOptions): Promise<Answer> {
  const { db, query, town, now, url } = request;
  const format = FORMATS.find((name) => name === query['format']);
  const span = spanOf({ service: query['tjanst'], from: query['fran'], to: query['till'] });
  if (format === undefined || span === undefined) return { kind: 'redirect', to: `${url('desk.operations')}#logg` };
  const { type, ending } = TYPES[format];
  return {
    kind: 'file',
    type,
    name: `${town.id}-${now.slice(0, 10)}.${ending}`,
    body: processLog(db, options, format, span),
  };
}

/** Empty texts ask for nothing; undefined when a day is none. */
export function spanOf(asked: {
  readonly service?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): CaseSpan | undefined {
  try {
    return {
      ...(asked.service ? { service: asked.service } : {}),
      ...(asked.from ? { from: Temporal.PlainDate.from(asked.from) } : {}),
      ...(asked.to ? { to: Temporal.PlainDate.from(asked.to) } : {}),
    };
  } catch {
    return undefined;
  }
}
