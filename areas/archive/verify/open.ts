/** Judging packages loads an XML library: first when somebody hands over or verifies, and not when a server starts. */
export async function openVerify() {
  const [{ readSchemas }, { verifyPackage }] = await Promise.all([import('./schemas.ts'), import('./verify.ts')]);
  return { readSchemas, verifyPackage };
}
