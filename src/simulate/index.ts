export type { ModelBased, ModelBasedOptions, SpecCommand } from './model-based.ts';
export { modelBased, SpecModel } from './model-based.ts';
export type { RunsOptions } from './runs-of.ts';
export { runsOf } from './runs-of.ts';
export type { Simulated, SimulateOptions, SimulationProgress } from './simulate.ts';
export { simulate } from './simulate.ts';
export type { SpecStep, SpecViolation } from './spec-run.ts';
export { SpecRun } from './spec-run.ts';
