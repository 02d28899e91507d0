import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { NotFound } from '#platform/errors.ts';
import type { Proof } from '#platform/identity/index.ts';
import { text } from '#platform/text/index.ts';
import type { Request } from '#platform/web/index.ts';
import type { Frozen } from '../freeze.tsx';
import type { ApplicationsOptions, SigningPorts } from '../mount.ts';
import { documentHash, documentText } from './document.ts';
import { titleOf } from './rounds.ts';
import { Shown } from './shown.tsx';
import { keepSignature } from './signature.ts';
import { shownToSign } from './withhold.ts';

interface Row {
  readonly draft: string;
  readonly version: string;
  readonly frozen: Frozen;
  readonly htmlHash: string;
}

/** The application of a case, with the draft that it was. */
export async function applicationOf(db: Db, caseId: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select draft_id as draft, service_version as version, frozen, html_hash as "htmlHash"
    from applications.application where case_id = ${caseId}`.execute(db);
  return rows[0];
}

/** How a party signs an application in its case: the caller has asked whether the person has the task. */
export function signingInCase(options: ApplicationsOptions, { sign }: Pick<SigningPorts, 'sign'>) {
  return {
    sign,
    async application(request: Request, caseId: string, sees: 'all' | 'chosen', marked: readonly string[]) {
      const row = await applicationOf(request.db, caseId);
      if (row === undefined) return undefined;
      const service = await options.catalogue.readable(request.db, row.version);
      const shown = shownToSign(row.frozen.pages, sees, request, marked);
      return {
        body: <Shown shown={shown} sections={service?.form.sections ?? {}} speaks={request} />,
        text: documentText(text(titleOf(row, service), request.language), shown, request),
        hash: await documentHash(request.db, row.frozen, row.htmlHash),
      };
    },
    async keep(tx: Db, town: string, caseId: string, proof: Proof): Promise<void> {
      const row = await applicationOf(tx, caseId);
      if (row === undefined) throw new NotFound(`no application of case ${caseId}`);
      await keepSignature(tx, town, row.draft, proof, proof.signed.id);
    },
  };
}
