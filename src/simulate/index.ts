export type { ModelBased, ModelBasedOptions, SpecCommand, SpecModel } from './model-based.ts';
export { modelBased } from './model-based.ts';
export type { RunsOptions } from './runs-of.ts';
export { runsOf } from './runs-of.ts';
export type { SimulateOptions, SimulationProgress } from './simulate.ts';
export { simulation } from './simulation.ts';
export type { SpecRun, SpecStep, SpecViolation } from './spec-run.ts';
