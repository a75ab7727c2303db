export { exploring } from './check.ts';
export { configure } from './spec/configuration.ts';
export { fifo } from './spec/network.ts';
export { choice, integer, variant } from './spec/parameter.ts';
export { processes } from './spec/processes.ts';
export { spec } from './spec/spec.ts';
