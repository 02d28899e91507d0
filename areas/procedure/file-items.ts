import { answersOf, type DocumentRow, fieldChanges } from '#areas/cases/index.ts';
import type { Db } from '#platform/database/index.ts';
import { text } from '#platform/text/index.ts';
import { elementOf } from '#platform/town/index.ts';
import type { Situation, Standing } from './situation.ts';

/** One thing in the file of a case that is no document: handed over as data, as it was written. */
export interface WrittenItem {
  readonly id: string;
  readonly kind: 'note' | 'field' | 'answer' | 'service' | 'receipt';
  readonly title: string;
  readonly at: string;
  readonly body: Uint8Array;
}

/** A document, or what is written in the file beside them. */
export type FileItem = DocumentRow | WrittenItem;

const written = (item: Omit<WrittenItem, 'body'>, content: object): WrittenItem => ({
  ...item,
  body: Buffer.from(JSON.stringify(content, null, 2)),
});

/**
 * Everything in the file of a case, in the order in which it came (FL 46 §): its documents, what was noted (FL 27 §) in
 * every version, each change of what staff keep about it, what was answered in its tasks, and when the parties got what was
 * decided (FL 44 §). What was handed over keeps the titles that it had then (`titled`, by id), whatever the version of the
 * service calls it now, or if it is gone.
 */
export async function itemsOf(
  db: Db,
  {
    view,
    service,
    file,
    acts,
    receipts,
  }: Pick<Standing, 'view' | 'file' | 'acts' | 'receipts'> & { readonly service: Situation['service'] | undefined },
  titled: ReadonlyMap<string, string> = new Map(),
): Promise<readonly FileItem[]> {
  const [changes, answered] = [await fieldChanges(db, view.id), await answersOf(db, view.id)];
  const questions = service?.staffFields?.pages.flatMap((page) => page.questions) ?? [];
  const notes = file.notes.map(({ id, at, by, unit, replaces, text: words }) =>
    written({ id, kind: 'note', title: 'Tjänsteanteckning', at }, { text: words, by, unit, at, replaces }),
  );
  const fields = changes.map(({ id, at, by, unit, field, value }) => {
    const label = questions.find((one) => one.id === field)?.label;
    const title = titled.get(id) ?? (label === undefined ? field : text(label, 'sv'));
    return written({ id, kind: 'field', title, at }, { field, title, value, by, unit, at });
  });
  const answers = answered.map(({ id, at, by, element, answers }) => {
    const title = titled.get(id) ?? (service && elementOf(service, element)?.name) ?? element;
    return written({ id, kind: 'answer', title, at }, { task: element, title, answers, by, at });
  });
  const services = acts
    .filter(({ act }) => act === 'record-service')
    .map(({ id, at, by, unit, forParty: party, data }) =>
      written({ id, kind: 'service', title: 'Delgivning', at }, { ...data, party, by, unit, at }),
    );
  const confirmed = receipts.map(({ letter, decision, party, at }) =>
    written({ id: letter, kind: 'receipt', title: 'Mottagningsbevis', at }, { letter, decision, party, at }),
  );
  const time = ({ at }: FileItem) => Temporal.Instant.from(at).epochMilliseconds;
  return [...file.documents, ...notes, ...fields, ...answers, ...services, ...confirmed].sort(
    (a, b) => time(a) - time(b),
  );
}
