import { type Applications, formViews, mountApplications, readMap } from '#areas/applications/index.ts';
import { fetchFacts, openCase } from '#areas/cases/index.ts';
import type { Catalogue } from '#areas/catalogue/index.ts';
import type { FileStore } from '#platform/files/index.ts';
import type { Runtime } from '#platform/runtime/index.ts';
import type { Town } from '#platform/town/index.ts';

export interface ApplicationsParts {
  readonly town: Town;
  readonly catalogue: Catalogue;
  readonly runtime: Runtime;
  readonly files: FileStore;
}

/** Gives the applications area what it needs of the case file and the registers. */
export async function applicationsOf({
  town,
  catalogue,
  runtime,
  files,
}: ApplicationsParts): Promise<Applications & { readonly forms: typeof formViews }> {
  const applications = mountApplications({
    catalogue,
    files,
    map: await readMap(town.folder),
    openCase: (tx, _town, application) => openCase(tx, town, runtime, application),
    facts: (tx, request, party, names) => fetchFacts(tx, town, party, names, { at: request.now, actor: request.actor }),
  });
  return { ...applications, forms: formViews };
}
