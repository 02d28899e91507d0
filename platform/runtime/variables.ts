import type { FeelContext } from '@torget/feel';
import type { State } from '@torget/process';
import type { Actor } from '#platform/access/actor.ts';
import type { Db } from '#platform/database/index.ts';
import type { Runtime } from './runtime.ts';
import type { Member, Unit } from './unit.ts';

/** Where variables are written: on the root; as seen from a token, where each is, else on the root; or only its own. */
export interface VariableChange {
  readonly variables: FeelContext;
  readonly token?: number | undefined;
  readonly local?: boolean | undefined;
  /** Names that are taken away from the root, or with `local` from the token. */
  readonly remove?: readonly string[] | undefined;
}

/** Changes variables of an instance; conditions that wait for them are judged in the same transaction. */
export async function setVariables(
  runtime: Runtime,
  tx: Db,
  instance: string,
  change: VariableChange,
  actor: Actor,
): Promise<void> {
  const unit = runtime.unit(tx, actor);
  changeVariables(unit, await unit.member(instance), change);
  await unit.finish();
}

export function changeVariables(unit: Unit, member: Member, { variables, token, local, remove }: VariableChange): void {
  const gone = remove === undefined ? {} : { remove };
  if (token === undefined || local === true) {
    unit.send(member, { kind: 'set', variables, ...(token === undefined ? {} : { token }), ...gone });
    return;
  }
  for (const [name, value] of Object.entries(variables)) {
    const scope = holder(member.state, token, name);
    unit.send(member, { kind: 'set', variables: { [name]: value }, ...(scope === undefined ? {} : { scope }) });
  }
}

/** The nearest scope around a token that has the variable. */
function holder({ scopes, tokens }: State, token: number, name: string): number | undefined {
  const own = scopes.find((scope) => scope.token === token)?.id;
  let from = own ?? tokens.find((one) => one.id === token)?.scope;
  while (from !== undefined) {
    const scope = scopes.find(({ id }) => id === from);
    if (scope !== undefined && Object.hasOwn(scope.variables, name)) return scope.id;
    from = scope?.parent;
  }
  return undefined;
}
