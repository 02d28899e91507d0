// The notice board and the boards' meetings: what is announced for laglighetsprövning and how long it could be seen,
// and the decisions under delegation that a meeting is told of.

import type { Db } from '#platform/database/index.ts';
import { oneByOne } from '#platform/one-by-one.ts';
import type { Town } from '#platform/town/index.ts';
import type { Route } from '#platform/web/index.ts';
import type { Moment } from './announce.ts';
import { announceUnreported } from './delegation.ts';
import type { NoticeOptions } from './mount.ts';
import { boardPage } from './pages/board.tsx';
import { doAnnounce, noticesPage } from './pages/desk.tsx';
import { doNotice, noticePage } from './pages/notice.tsx';
import { doReport, reportPage, reportsPage } from './pages/reports.tsx';
import { takeDownExpired } from './take-down.ts';
import { lookAtBoard } from './witness.ts';

/** The board for anybody; its keeping for the registry. */
export { lookAtBoard } from './witness.ts';
export function noticesRoutes(): readonly Route[] {
  const get = { method: 'GET', who: 'staff', may: 'registry' } as const;
  const post = { ...get, method: 'POST' } as const;
  return [
    { name: 'notices', method: 'GET', who: 'anyone', handle: boardPage },
    { name: 'desk.notices', ...get, handle: noticesPage },
    { name: 'desk.notices', ...post, handle: doAnnounce },
    { name: 'desk.notice', ...get, handle: noticePage },
    { name: 'desk.notice.do', ...post, handle: doNotice },
    { name: 'desk.reports', ...get, handle: reportsPage },
    { name: 'desk.reports', ...post, handle: doReport },
    { name: 'desk.report', ...get, handle: reportPage },
  ];
}

/**
 * What the board needs every ten minutes, in this order: decisions that nobody reports go up, the public page is looked
 * at, and what has been up its whole time comes down. `address` is the public page's.
 */
export async function tendBoard(
  db: Db,
  { town, address, ...options }: NoticeOptions & { readonly town: Town; readonly address: string },
  now: Moment,
): Promise<void> {
  // Looked at first: what fails beside it must make no gap in what can be shown.
  const tasks = [
    () => lookAtBoard(db, address, now),
    () => announceUnreported(db, town, options, now),
    () => takeDownExpired(db, now),
  ];
  await oneByOne(tasks, (task) => task());
}
