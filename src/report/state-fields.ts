import type { Json, Trace } from '../counterexample/trace.ts';
import { formatValue } from '../counterexample/wording.ts';

/** The part of a state that belongs to one process, or to none. */
export interface FieldGroup {
  /** The name of the process; empty for what belongs to none. */
  readonly title: string;
  /** The place of the process among all. */
  readonly process?: number;
  readonly fields: readonly Field[];
}

/** One field of a state. */
export interface Field {
  /** As differences name it: `p0.phase`. */
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** The state of a run after so many steps. */
export function stateAt({ initial, steps }: Pick<Trace, 'initial' | 'steps'>, step: number): Json {
  return steps[step - 1]?.state ?? initial;
}

/** A state as tables show it: the fields of each process, then what belongs to none. Channels are left out: messages show them. */
export function stateFields({ processes: names }: Pick<Trace, 'processes'>, state: Json): readonly FieldGroup[] {
  if (!isRecord(state)) return [{ title: '', fields: [{ path: 'state', name: 'state', value: formatValue(state) }] }];
  const locals = state.processes;
  const areLocal = Array.isArray(locals) && names.length > 0 && locals.length === names.length;
  const own = areLocal
    ? (locals as readonly Json[]).map((local, process) => localGroup(names[process]?.id ?? '', process, local))
    : [];
  const others = Object.entries(state).filter(([key]) => !(areLocal && (key === 'processes' || key === 'channels')));
  const shared = others.map(([name, value]) => ({ path: name, name, value: formatValue(value) }));
  return shared.length === 0 ? own : [...own, { title: '', fields: shared }];
}

function localGroup(title: string, process: number, local: Json): FieldGroup {
  const fields = isRecord(local)
    ? Object.entries(local).map(([name, value]) => ({ path: `${title}.${name}`, name, value: formatValue(value) }))
    : [{ path: title, name: title, value: formatValue(local) }];
  return { title, process, fields };
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return (
    value !== null && typeof value === 'object' && !Array.isArray(value) && !('#set' in value) && !('#map' in value)
  );
}
