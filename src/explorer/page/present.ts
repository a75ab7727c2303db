import { type Address, formatAddress } from './address.ts';
import { at, branch, faults, set, specId, watched } from './signals.ts';

/** The address of the present run, in parts. */
export function present(): Address {
  const { initial, keys } = branch.value;
  return {
    spec: specId.value,
    set: set.value,
    faults: faults.value,
    initial,
    keys,
    at: at.value,
    watch: watched.value,
  };
}

/** The address of the present run. */
export function link(): string {
  return new URL(formatAddress(present()), location.href).href;
}

/** Writes the present run into the address bar. */
export function rewrite(): void {
  history.replaceState(null, '', formatAddress(present()));
}
