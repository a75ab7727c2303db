import type { Backend, ConfigurationRequest, RunRequest } from '../protocol.ts';
import { branch, failure, faults, set, specId } from './signals.ts';

let backend: Backend;

/** Who answers what the page asks. */
export function host(): Backend {
  return backend;
}

export function setHost(by: Backend): void {
  backend = by;
}

/** Shows what went wrong. */
export function fail(error: unknown): void {
  failure.value = error instanceof Error ? error.message : String(error);
}

/** The configuration that is chosen. */
export function chosen(): Required<ConfigurationRequest> {
  return { spec: specId.value, set: set.value, faults: faults.value };
}

/** The run that is chosen. */
export function chosenRun(): RunRequest {
  const { initial, keys } = branch.value;
  return { ...chosen(), initial, keys };
}
