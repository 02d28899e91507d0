import { logLook } from '#platform/access/index.ts';
import type { Service } from '#platform/town/index.ts';
import type { Request } from '#platform/web/index.ts';
import { mayAssist } from './assist/assist.ts';
import { receivedOf } from './assist/letter.ts';
import { type Draft, draftOfSession, findDraft, type Owner } from './draft.ts';
import type { ApplicationsOptions } from './mount.ts';
import { secretIn } from './secret.ts';

/** A draft that the asker may see, with the version of the service it was started on. */
export interface Opened {
  readonly draft: Draft;
  readonly service: Service;
  /** `{ at, facts }` for the form engine. */
  readonly options: { readonly at: string; readonly facts: Draft['facts'] };
}

/** Who asks for the draft of the address. */
export function ownerOf(request: Request): Owner {
  return { actor: request.actor, secret: secretIn(request.cookies, request.params['draft'] ?? '') };
}

/** True for services that keep nothing of who uses them (settled.md, What counts as a look). */
export function isTraceless(service: Service): boolean {
  return service.definition.signIn === 'none' && service.definition.anonymous;
}

/** The same of a draft, where the version may be gone: then nothing is kept of who is not signed in. */
export function mayBeTraceless({ party }: Pick<Draft, 'party'>, service: Service | undefined): boolean {
  return service === undefined ? party === null : isTraceless(service);
}

/** Filling in for somebody is a look at her each time; undefined to who may not any more (another unit, protected since). */
async function seenAsHelp(
  { db, actor, now, requestId }: Request,
  service: Service | undefined,
  draft: Draft,
): Promise<boolean> {
  const { principal: subject } = draft;
  const unit = service?.definition.owner.unit ?? draft.assisted?.unit ?? '';
  if (!(await mayAssist(db, actor, unit, subject))) return false;
  if (subject === null) return true;
  await logLook(db, [{ kind: 'OPENED', actor, subject, at: now, purpose: 'application', requestId }]);
  return true;
}

/**
 * The draft of the address; undefined when it is unknown, too old, sent, of another service or another person's.
 * @throws VersionGone when the version it was begun on cannot be read
 */
export async function openDraft(request: Request, options: ApplicationsOptions): Promise<Opened | undefined> {
  const found = await draftToDelete(request, options);
  if (found === undefined) return undefined;
  const { draft } = found;
  const service = found.service ?? (await options.catalogue.version(request.db, draft.version));
  return { draft, service, options: { at: receivedOf(draft.assisted?.letter, request.now), facts: draft.facts } };
}

/** The same for deleting it, which needs no version of the service: a draft that nobody can go on with can be deleted. */
export async function draftToDelete(
  request: Request,
  { catalogue }: Pick<ApplicationsOptions, 'catalogue'>,
): Promise<{ readonly draft: Draft; readonly service: Service | undefined } | undefined> {
  const draft =
    draftOfSession(request) ??
    (await findDraft(request.db, ownerOf(request), request.params['draft'] ?? '', request.now));
  if (draft === undefined || draft.service !== request.params['service']) return undefined;
  const service = await catalogue.readable(request.db, draft.version);
  if (draft.assistedBy !== null) return (await seenAsHelp(request, service, draft)) ? { draft, service } : undefined;
  if (mayBeTraceless(draft, service)) request.forget();
  return { draft, service };
}
