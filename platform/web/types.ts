import type { RawBuilder } from 'kysely';
import type { VNode } from 'preact';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import type { Language, Texts } from '#platform/text/index.ts';
import type { Town } from '#platform/town/types.ts';

/** What a browser sent in a form: field name → values, in order. Field count, names and sizes are limited. */
export type FormFields = { readonly [name: string]: readonly string[] };

/** A file of a multipart form, on disk in a private folder until the handler has taken it. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/** Everything a page may know of the request. Handlers read from top to bottom and get nothing else. */
export interface Request {
  readonly town: Town;
  readonly db: Db;
  readonly actor: Actor;
  readonly language: Language;
  readonly t: Texts;
  /** The instant of the runtime's clock (legal time), RFC 3339. */
  readonly now: string;
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string };
  readonly fields: FormFields;
  readonly files: readonly UploadedFile[];
  /** Cookies by name, for capability tokens of drafts and receipts. */
  readonly cookies: { readonly [name: string]: string };
  readonly csrf: string;
  /** The row of `Route.along` as JSON; null when there is none, or no session. */
  readonly along?: unknown;
  readonly requestId: string;
  /** Six characters that a person can read over the phone; also in the log. */
  readonly errorCode: string;
  /** From now on nothing about this visitor goes to the log: services that anyone may use without a name. */
  forget(): void;
  /** The address of a named route in the language of the page; unknown names throw. */
  url(name: string, params?: { readonly [name: string]: string }, language?: Language): string;
}

/** What a handler answers. Pages are rendered inside the layout that `frame` names. */
export type Answer =
  | {
      readonly kind: 'page';
      readonly status?: number;
      readonly title: string;
      readonly frame: 'citizen' | 'form' | 'desk';
      /** Says something of a person also to who is not signed in: no browser or proxy may keep it. */
      readonly personal?: boolean;
      /** What is filled in here is kept as a draft: the way out of the `form` frame says so. */
      readonly draft?: boolean;
      /** Marks the navigation entry; a route name. */
      readonly navigation?: string;
      readonly body: VNode;
      /** Islands (progressive scripts) the page loads; none is ever required. */
      readonly islands?: readonly string[];
      readonly cookies?: readonly Cookie[];
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly Cookie[] }
  | {
      readonly kind: 'file';
      readonly type: string;
      readonly name: string;
      readonly body: Uint8Array | NodeJS.ReadableStream;
      readonly inline?: boolean;
    };

/** `__Host-` is put before the name; Secure, HttpOnly, SameSite=Lax, Path=/ always. */
export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly maxAge?: number;
}

/**
 * One route. Its address stands in `app/urls.ts` under `name`. `who` says who may come at all; what they may see of
 * the thing itself is asked inside the query, and someone else's id is a 404.
 */
export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly who: 'anyone' | 'citizen' | 'staff';
  /** A permission of the staff roles (`Role.may`), or several of which one is enough. */
  readonly may?: string | readonly string[];
  /** Rate limit class; `submit` and `sign-in` are strict. */
  readonly limit?: 'page' | 'submit' | 'sign-in' | 'upload';
  /** Multipart upload allowed, with the largest size of one file in bytes. */
  readonly upload?: { readonly maxFile: number; readonly maxFiles: number };
  /**
   * One row more that the page needs of whoever is signed in, read in the statement of the session: a round trip less for
   * each page. A query on tables of the area, which says whose the row must be by the session `s` (`s.kind`, `s.party`).
   */
  along?(asked: Asked): RawBuilder<unknown> | undefined;
  handle(request: Request): Promise<Answer>;
  /** An open page asks it by itself, with nobody there: it is not counted as being seen, and no session lives on by it. */
  readonly unattended?: true;
  /**
   * Takes a form that came after the person's session had ended by itself: keeps what was typed and leads to sign-in. The
   * actor is whose the session was; the answer must show nothing of hers. Without it the form is refused.
   */
  late?(request: Request): Promise<Answer>;
}

/** What is known of a request before anybody knows who asks. */
export type Asked = Pick<Request, 'params' | 'now'>;

/** A part that an area adds to another area's page through its door. */
export interface Section<Subject> {
  readonly place:
    | 'mina-sidor'
    | 'mina-sidor-side'
    | 'citizen-case'
    /** Before the outcome: what has happened to the case that changes all else. */
    | 'citizen-case-lead'
    /** What has taken the place of what was decided: where anything stands here, the outcome is told as what was decided before. */
    | 'citizen-case-replaced'
    /** What waits for the party in this case, beside the tasks of its process. */
    | 'citizen-case-due'
    | 'citizen-case-decision'
    | 'citizen-case-decided'
    /** Under what one can do with the case. */
    | 'citizen-case-actions'
    /** Under what a party is told who came second: what she can do with what she has typed. */
    | 'citizen-late'
    | 'desk-case'
    | 'desk-case-parties'
    /** Beside what an officer fills in to do a task. */
    | 'desk-task'
    /** What can still be done about a decision, told to an officer who came second. */
    /** Below the decisions of a case. */
    | 'desk-decision'
    | 'desk-decided'
    | 'start-due';
  readonly order: number;
  /** Null when there is nothing to show. */
  load(request: Request, subject: Subject): Promise<VNode | null>;
}
