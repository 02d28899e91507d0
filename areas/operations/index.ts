// Operations: where processes stand and why, what hinders them, and what is done about it by hand.
import type { Route } from '#platform/web/index.ts';
import { migrationPage } from './acts/migration.tsx';
import { actPage, doAct } from './acts/page.tsx';
import { doSet, setPage } from './acts/set.tsx';
import type { OperationsOptions } from './mount.ts';
import { doIncident, incidentPage } from './pages/incident.tsx';
import { instancePage } from './pages/instance.tsx';
import { instancesPage } from './pages/list.tsx';
import { operationsPage } from './pages/overview.tsx';
import { processLogPage } from './pages/process-log.ts';

export { FORMATS, processLog } from './log/read.ts';
export { spanOf } from './pages/process-log.ts';

/** What operations mounts on the desk. Nobody gets there without `operate`. */
export function operationsRoutes(options: OperationsOptions): readonly Route[] {
  const get = { method: 'GET', who: 'staff', may: 'operate' } as const;
  const post = { ...get, method: 'POST' } as const;
  return [
    { name: 'desk.operations', ...get, handle: (request) => operationsPage(request, options) },
    { name: 'desk.instances', ...get, handle: (request) => instancesPage(request, options) },
    { name: 'desk.instance', ...get, handle: (request) => instancePage(request, options) },
    { name: 'desk.migrate', ...get, handle: (request) => setPage(request, options) },
    { name: 'desk.migrate.do', ...post, handle: (request) => doSet(request, options) },
    { name: 'desk.migration', ...get, handle: (request) => migrationPage(request) },
    { name: 'desk.instance.act', ...get, handle: (request) => actPage(request, options) },
    { name: 'desk.instance.act.do', ...post, handle: (request) => doAct(request, options) },
    { name: 'desk.incident', ...get, handle: (request) => incidentPage(request, options) },
    { name: 'desk.process-log', ...get, handle: (request) => processLogPage(request, options) },
    { name: 'desk.incident.do', ...post, handle: (request) => doIncident(request, options) },
  ];
}
