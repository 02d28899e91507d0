export { Addresses, type AddressTable } from './addresses.ts';
export { field } from './fields.ts';
export { securityHeaders } from './headers.ts';
export type { PageContext, Renderer } from './send.ts';
export { createServer, type ServerOptions } from './server.ts';
export type { SessionView, Site } from './site.ts';
export type { Answer, Cookie, FormFields, Request, Route, Section, UploadedFile } from './types.ts';
export { SESSION_COOKIE } from './visit.ts';
