/** Hosts beside our own that a form may end at: the e-ID's, because browsers follow `form-action` through redirects. */
export interface HeaderOptions {
  readonly nonce: string | undefined;
  readonly formTargets: readonly string[];
  readonly https: boolean;
  readonly personal: boolean;
}

/** Security headers of every answer (reliability.md, section 3.5). A page without islands may run no script at all. */
export function securityHeaders(options: HeaderOptions): Record<string, string> {
  const script = options.nonce === undefined ? '' : `; script-src 'nonce-${options.nonce}' 'strict-dynamic'`;
  return {
    'content-security-policy': `default-src 'none'${script}; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action ${["'self'", ...options.formTargets].join(' ')}; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-frame-options': 'DENY',
    ...(options.https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
    'cache-control': options.personal ? 'no-store' : 'no-cache',
  };
}
