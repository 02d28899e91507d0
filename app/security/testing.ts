import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '@torget/feel';
import { draftFromExample } from '@torget/form';
import { sql } from 'kysely';
import { type Begun, beginDraft, begunDraft, type Sender, sendWhole, signFor } from '#areas/applications/index.ts';
import { type Actor, syncStaff } from '#platform/access/index.ts';
import { type Db, transaction } from '#platform/database/index.ts';
import { testDatabase } from '#platform/database/testing.ts';
import { readEnvironment } from '#platform/environment.ts';
import { ensureParty, refreshGuardians, sessionView, startSession } from '#platform/identity/index.ts';
import { loadTexts } from '#platform/text/index.ts';
import type { Service } from '#platform/town/index.ts';
import { ROOT, type Served, serve } from '../serve.ts';
import { freePort, urlOf } from '../testing.ts';

const TOWNS = fileURLToPath(new URL('../../towns', import.meta.url));
const FORM = /name="_csrf" value="([^"]+)"/;

export interface Asked {
  readonly status: number;
  readonly to: string;
  readonly text: string;
  readonly headers: Headers;
}

/** Somebody with a browser that knows cookies and nothing else; redirects are told, not followed. */
export class Visitor {
  readonly origin: string;
  readonly actor: Actor;
  readonly cookies = new Map<string, string>();

  constructor(origin: string, actor: Actor, session?: string) {
    this.origin = origin;
    this.actor = actor;
    if (session !== undefined) this.cookies.set('__Host-torget', session);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Asked> {
    return this.ask('GET', path, undefined, headers);
  }

  /** Sends a form with a good token, unless `fields` has one of its own. */
  async post(
    path: string,
    fields: { readonly [name: string]: string } | FormData = {},
    headers: Record<string, string> = {},
  ): Promise<Asked> {
    const body = fields instanceof FormData ? fields : new URLSearchParams({ ...fields });
    if (!body.has('_csrf')) body.append('_csrf', await this.token());
    return this.ask('POST', path, body, headers);
  }

  /** A token of this browser's forms: any page with a form gives one. */
  async token(): Promise<string> {
    const { text } = await this.get('/tjanster/felanmalan');
    const token = FORM.exec(text)?.[1];
    assert.ok(token, 'the service page has a form');
    return token;
  }

  async ask(
    method: string,
    path: string,
    body?: URLSearchParams | FormData | string,
    headers: Record<string, string> = {},
  ): Promise<Asked> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${this.origin}${path}`, {
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const to = (answer.headers.get('location') ?? '').replace(this.origin, '');
    return { status: answer.status, to, text: folded(await answer.text()), headers: answer.headers };
  }
}

export interface Secured {
  readonly served: Served;
  readonly db: Db;
  readonly folder: string;
  nobody(): Visitor;
  citizen(number: string, assurance?: string): Promise<Visitor>;
  /** By the assignment's id in registers/staff.yaml. */
  staff(assignment: string): Promise<Visitor>;
  /** Somebody as the areas see who sends. */
  sender(visitor: Visitor): Sender;
  /** An application begun by somebody, with what it would be answered with. */
  begin(visitor: Visitor, service: string): Promise<Begun>;
  /** Sends an application as an example answers it; the ids of its case and of the application, and the draft it was. */
  apply(
    visitor: Visitor,
    service: string,
    answers: { readonly [question: string]: Json },
  ): Promise<{ readonly case: string; readonly application: string; readonly begun: Begun }>;
  /** Waits until every job has been done. */
  settle(): Promise<void>;
  one(query: ReturnType<typeof sql<{ id: string }>>): Promise<string>;
  close(): Promise<void>;
}

/** The example town as `torget serve` runs it, on a database of its own. */
export async function openSecured(
  options: {
    readonly log?: string;
    readonly limitScale?: number;
    readonly behindProxy?: boolean;
    readonly clamavUrl?: string;
    readonly towns?: string;
  } = {},
): Promise<Secured> {
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'torget-security-'));
  const served = await serve({
    limitScale: options.limitScale ?? 100,
    environment: readEnvironment({
      PORT: String(await freePort()),
      DATABASE_URL: urlOf(database),
      TORGET_DATA: folder,
      TORGET_TOWNS: options.towns ?? TOWNS,
      TORGET_LOG: options.log ?? 'silent',
      ...(options.clamavUrl === undefined ? {} : { CLAMAV_URL: options.clamavUrl }),
      ...(options.behindProxy ? { TORGET_TRUST_PROXY: '1' } : {}),
    }),
  });
  const { house, address } = served;
  const { db, town } = house.site;
  const texts = loadTexts(ROOT).for('sv');

  async function signedIn(token: string): Promise<Visitor> {
    const session = await sessionView(db, town, token);
    assert.ok(session);
    return new Visitor(address, session.actor, token);
  }

  function at(): Temporal.Instant {
    return Temporal.Instant.from(house.site.now());
  }

  function serviceOf(id: string): Service {
    const service = house.catalogue.find(id);
    assert.ok(service, id);
    return service;
  }

  function senderOf({ actor }: Visitor): Sender {
    return { db, town, actor, language: 'sv', t: texts, now: house.site.now() };
  }

  return {
    served,
    db,
    folder,
    nobody: () => new Visitor(address, { kind: 'anonymous' }),
    async citizen(number, assurance = 'loa3') {
      const token = await transaction(db, async (tx) => {
        const party = await ensureParty(tx, town, number, at());
        await refreshGuardians(tx, town, party, at());
        return startSession(tx, { party, assurance, provider: 'test-eid' });
      });
      return signedIn(token);
    },
    async staff(assignment) {
      const person = town.registers?.staff.find(({ assignments }) => assignments.some(({ id }) => id === assignment));
      assert.ok(person, assignment);
      const token = await transaction(db, async (tx) => {
        const party = await ensureParty(tx, town, person.number, at());
        const live = await syncStaff(tx, party, person, 'registers/staff.yaml', at());
        const own = live.find(({ name }) => name === assignment);
        assert.ok(own);
        return startSession(tx, { party, assurance: 'loa3', provider: 'test-eid-tjanst', assignment: own.id });
      });
      return signedIn(token);
    },
    sender: senderOf,
    begin: (visitor, service) => beginDraft(senderOf(visitor), house.applications, serviceOf(service)),
    async apply(visitor, id, answers) {
      const [sender, service] = [senderOf(visitor), serviceOf(id)];
      const begun = await beginDraft(sender, house.applications, service);
      const draft = await begunDraft(sender, begun);
      const given = draftFromExample(service.form, answers, { at: sender.now, facts: draft?.facts ?? {} });
      const pressed = await sendWhole(sender, house.applications, service, begun, given);
      const outcome = pressed.kind === 'sign' ? await signFor(sender, house.applications, pressed.round) : pressed;
      assert.ok(outcome.kind === 'sent', JSON.stringify(outcome));
      return { case: outcome.caseId, application: outcome.application, begun };
    },
    async settle() {
      const end = performance.now() + 20_000;
      for (let left = 1; left > 0; ) {
        assert.ok(performance.now() < end, 'jobs are left');
        await house.worker.poll();
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from runtime.job`.execute(db);
        left = rows[0]?.n ?? 0;
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async one(query) {
      const { rows } = await query.execute(db);
      assert.ok(rows[0]);
      return rows[0].id;
    },
    async close() {
      await served.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page as one reads it: a space that may not break is a space. */
function folded(html: string): string {
  return html.replaceAll('\u00a0', ' ');
}
