import type { FileRecord } from '#areas/procedure/index.ts';
import type { Content } from '#platform/files/index.ts';

/** A file of a package, by its path below the package's folder. */
export interface PackageFile {
  readonly path: string;
  readonly type: string;
  readonly bytes: Content;
}

/** Something in the file of the case: the file to read, and beside it what it was made from. */
export type ArchiveRecord = FileRecord;

export interface ArchiveParty {
  readonly role: string;
  readonly name: string;
  readonly protected: boolean;
}

/** A whole case as it is handed over: everything that the package says is here. */
export interface ArchiveCase {
  readonly id: string;
  readonly number: string;
  readonly service: { readonly id: string; readonly title: string; readonly version: string };
  /** What the registry says that it is about beside the service's title (OSL 5 kap. 2 §). */
  readonly subject: string | null;
  readonly klassa: string;
  readonly outcome: string | null;
  readonly received: string;
  readonly closed: string;
  readonly town: { readonly name: string; readonly code: string };
  readonly board: string;
  readonly unit: string;
  /** Provisions of secrecy that the service names; each becomes a restriction. */
  readonly secrecy: readonly string[];
  readonly parties: readonly ArchiveParty[];
  /** Numbers of cases that it belongs together with, and what each is to this one. */
  readonly related: readonly { readonly number: string; readonly kind: string }[];
  /** `at`: when each was made, RFC 3339. */
  readonly decisions: readonly { readonly at: string; readonly outcome: string; readonly by: string }[];
  /** Why it is kept or when it may go: the rule with its law. */
  readonly disposal: { readonly basis: readonly string[]; readonly due: string | null };
  readonly records: readonly ArchiveRecord[];
  /** The service as it was: form, process, decision tables, letters. */
  readonly documentation: readonly PackageFile[];
}

/** The program that writes the package, and when (RFC 3339). */
export interface Made {
  readonly software: string;
  readonly version: string;
  readonly at: string;
}
