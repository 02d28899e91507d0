import { MAX_FILE } from '@torget/form';
import type { ApiRoute } from '#platform/web/index.ts';
import type { ApplicationsOptions } from '../mount.ts';
import { takeAnswerFile } from './file.ts';
import { listServices, showApiInfo, showOpenApi } from './openapi.ts';
import { API, showStatus } from './receipt.ts';
import { submitWhole } from './submit.ts';

/** The area for programs: what can be sent, sending it, and where it stands. */
export function applicationsApi(options: ApplicationsOptions): readonly ApiRoute[] {
  return [
    { method: 'GET', path: `${API}/openapi.json`, handle: (request) => showOpenApi(request, options) },
    { method: 'GET', path: `${API}/api-info`, handle: showApiInfo },
    { method: 'GET', path: `${API}/services`, handle: (request) => listServices(request, options) },
    {
      method: 'POST',
      path: `${API}/services/:service/applications`,
      handle: (request) => submitWhole(request, options),
    },
    {
      method: 'POST',
      path: `${API}/services/:service/files/:question`,
      upload: { maxFile: MAX_FILE },
      handle: (request) => takeAnswerFile(request, options),
    },
    { method: 'GET', path: `${API}/applications/:application`, handle: (request) => showStatus(request, options) },
  ];
}
