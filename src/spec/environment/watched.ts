import type { NetworkWatcher } from '../network.ts';

/** What an effect is given besides what its type says, when somebody watches the network. */
export interface Watched {
  readonly watcher?: NetworkWatcher;
}
