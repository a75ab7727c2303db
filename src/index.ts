export type { CheckOptions, Engine } from './check.ts';
export { exploring } from './check.ts';
export { explainFinding } from './counterexample/explain.ts';
export type { Explanation } from './counterexample/explanation.ts';
export type { Growth } from './counterexample/growth.ts';
export type {
  CausalPath,
  Change,
  Deadlock,
  FalsePart,
  Json,
  Message,
  Step,
  Trace,
  TraceProcess,
} from './counterexample/trace.ts';
export type {
  ActionStatistics,
  BypassFigures,
  CostFigures,
  Exploration,
  FairnessOf,
  Finding,
  HistoryExploration,
  Progress,
  Statistics,
} from './explore/exploration.ts';
export type { Limits, StopReason } from './explore/limits.ts';
export type { SearchOrder } from './explore/search.ts';
export type { NeededFairness, NeededFairnessOptions } from './fairness.ts';
export type { PropertyStatus, Verdict } from './property/verdict.ts';
export type {
  Diagnostic,
  HistoryStatistics,
  PropertyResult,
  Result,
  RunCostResult,
  SystemResult,
  SystemStatistics,
} from './report/result.ts';
export type { CheckedSystem } from './report/system-result.ts';
export type { CheckSpecOptions, RunOptions, TemporalOptions } from './run.ts';
export { check, checkConfiguration, neededFairness } from './run.ts';
export type { Choose } from './spec/choice.ts';
export type { Action, Condition, Configuration, NamedProperty } from './spec/configuration.ts';
export { configure } from './spec/configuration.ts';
export type { Cost, CostProperty, RunCostOptions } from './spec/cost.ts';
export type { Doorway } from './spec/first-come-first-served.ts';
export type {
  CarriedMessage,
  HistoryProperty,
  ObservedStep,
  Observer,
  ObserverDefinition,
  ServiceOrder,
} from './spec/history.ts';
export type { FifoNetwork, Network, UnorderedNetwork } from './spec/network.ts';
export { fifo, unordered } from './spec/network.ts';
export type { ObservedConfiguration, WithHistory } from './spec/observed-configuration.ts';
export type {
  BooleanDomain,
  ChoiceDomain,
  IntegerDomain,
  ParameterDeclaration,
  ParameterDomain,
  ParameterValue,
  ParameterValues,
} from './spec/parameter.ts';
export { choice, integer, variant } from './spec/parameter.ts';
export type {
  MessageOf,
  ProcessContext,
  ProcessesDefinition,
  ProcessesState,
  ProcessView,
  Rule,
} from './spec/processes.ts';
export { processes } from './spec/processes.ts';
export type {
  DeadlockFreeProperty,
  InvariantProperty,
  Property,
  PropertyContext,
  ReachableProperty,
  StepProperty,
} from './spec/property.ts';
export { deadlockFree, invariant, reachable, stepProperty } from './spec/property.ts';
export type { QuorumSystem } from './spec/quorum.ts';
export { meeting, quorumSystem } from './spec/quorum.ts';
export type { SourceLocation } from './spec/source-location.ts';
export type {
  ActionDefinition,
  ActionsContext,
  Argument,
  EffectContext,
  Guard,
  GuardContext,
  NetworkLayout,
  Presentation,
  Runs,
  Spec,
  SpecDefinition,
  StateOf,
  WaitsFor,
} from './spec/spec.ts';
export { isSpec, spec } from './spec/spec.ts';
export type { ErrorCode, SpecErrorDetails } from './spec/spec-error.ts';
export { errorTitles, isSpecError, SpecError } from './spec/spec-error.ts';
export type { TakenAction } from './spec/taken-action.ts';
export type {
  Assumption,
  Fairness,
  FairnessContext,
  FairnessDeclaration,
  FairnessOptions,
  Strength,
} from './spec/temporal/fairness.ts';
export type { ActionPattern, Formula, Operand } from './spec/temporal/formula.ts';
export type { NamedPredicates } from './spec/temporal/predicates.ts';
export type {
  BypassProperty,
  PossibleProperty,
  TemporalContext,
  TemporalProperty,
} from './spec/temporal/temporal-property.ts';
export type { Scalar, Value } from './spec/value.ts';
