import type { Action } from './action.ts';
import { type Call, settle } from './calling.ts';
import type { Choose } from './choice.ts';
import type { NetworkWatcher } from './network.ts';
import { requireBoolean } from './required-result.ts';
import type { SourceLocation } from './source-location.ts';
import type { ActionDefinition, Argument, EnvironmentAction, NetworkLayout } from './spec.ts';
import { SpecError } from './spec-error.ts';
import type { Scalar } from './value.ts';

/** What all actions of a configuration have in common. */
export interface Binding<S> {
  readonly params: unknown;
  readonly call: Call;
  readonly location: SourceLocation | undefined;
  readonly network: NetworkLayout<S> | undefined;
}

/** An action for each of the arguments of a definition. */
export function bindAction<S>(
  name: string,
  definition: ActionDefinition<S, never, Argument>,
  { params, call, location, network }: Binding<S>,
): Omit<Action<S>, 'index'>[] {
  const { guard, effect, process, environment, optional } = definition;
  if (typeof effect !== 'function')
    throw new SpecError('S109', { where: name, text: 'it has no effect', help: 'Give it a function `effect`.' });
  const guards =
    guard === undefined ? [] : typeof guard === 'function' ? [[textOf(guard), guard] as const] : Object.entries(guard);
  const instances: readonly (Argument | undefined)[] = definition.args ?? [undefined];
  return instances.map((arg) => {
    const args: readonly Scalar[] = arg === undefined ? [] : Array.isArray(arg) ? arg : [arg as Scalar];
    const link = { to: Number(args[0]), from: Number(args[1]) };
    const receives = network !== undefined && name === 'receive' ? link : undefined;
    const isOfLink = receives !== undefined || environment === 'lose' || isChangeOfLink(environment);
    const label = isOfLink ? `${name}(${link.to} <- ${link.from})` : labelOf(name, args);
    const [ofGuard, ofEffect] = [`guard of ${label}`, `effect of ${label}`];
    const conditions = guards.map(([text, holds]) => ({
      text,
      holds: (state: S): boolean =>
        requireBoolean(
          ofGuard,
          call(ofGuard, () => holds({ state, params } as never, arg as never)),
        ),
    }));
    return {
      name,
      args,
      label,
      ...(process !== undefined && { process: call(`process of ${label}`, () => process(arg as Argument)) }),
      ...(receives && { receives }),
      ...(environment === 'lose' && { loses: link }),
      ...(environment !== undefined && { environment }),
      ...(optional === true && { optional }),
      conditions,
      enabled: (state: S) => conditions.every((condition) => condition.holds(state)),
      effect: (state: S, choose: Choose, _before: S, watcher?: NetworkWatcher) =>
        call(ofEffect, () => effect({ state, params, choose, watcher } as never, arg as never)),
      settle: (step: () => S) => settle(ofEffect, call(ofEffect, step), location),
    };
  });
}

function isChangeOfLink(environment: EnvironmentAction | undefined): boolean {
  return environment === 'duplicate' || environment === 'reorder';
}

/** Strings stand as they are where that cannot be mistaken for another argument. */
function labelOf(name: string, args: readonly Scalar[]): string {
  if (args.length === 0) return name;
  const isPlain = (arg: Scalar): boolean => typeof arg !== 'string' || /^(?!(null|true|false)$)[a-z_]\w*$/i.test(arg);
  return `${name}(${args.map((arg) => (isPlain(arg) ? String(arg) : JSON.stringify(arg)))})`;
}

/** The text of an unnamed guard, on one line and without its parameter list. */
function textOf(guard: (...args: never[]) => boolean): string {
  const text = guard.toString().replace(/\s+/g, ' ');
  return /^\(?.*?\)? => (?!\{)(.*)$/.exec(text)?.[1] ?? 'its guard';
}
