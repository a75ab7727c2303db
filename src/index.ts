export type { CheckOptions, Engine } from './check.ts';
export { exploring } from './check.ts';
export type { Config } from './config.ts';
export { defineConfig } from './config.ts';
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
export type { RecordedRun } from './replay.ts';
export { replayRun } from './replay.ts';
export type { ReplayedRun, ReplayOutcome } from './report/replayed-run.ts';
export type {
  Diagnostic,
  HistoryStatistics,
  LeastBreaking,
  PropertyResult,
  Result,
  RunCostResult,
  SimulationFinding,
  SimulationResult,
  SystemResult,
  SystemStatistics,
  WhatIf,
} from './report/result.ts';
export type { CheckedSystem } from './report/system-result.ts';
export type { CheckSpecOptions, RunOptions, TemporalOptions } from './run.ts';
export { check, checkConfiguration, neededFairness } from './run.ts';
export type { Choose } from './spec/choice.ts';
export type { Action, Condition, Configuration, ConfigureOptions, NamedProperty } from './spec/configuration.ts';
export { configure } from './spec/configuration.ts';
export type { Cost, CostProperty, RunCostOptions } from './spec/cost.ts';
export type { Environment, FailureDetector } from './spec/environment/environment.ts';
export type { EnvironmentState, Outgoing } from './spec/environment/environment-state.ts';
export { isUp } from './spec/environment/environment-state.ts';
export type { FaultName, Faults } from './spec/environment/faults.ts';
export type { Doorway } from './spec/first-come-first-served.ts';
export type { ConsensusGuarantees, ConsensusSelectors } from './spec/guarantees/consensus.ts';
export type { MulticastGuarantees, MulticastSelectors } from './spec/guarantees/multicast.ts';
export type {
  CarriedMessage,
  HistoryProperty,
  ObservedStep,
  Observer,
  ObserverDefinition,
  ServiceOrder,
} from './spec/history.ts';
export type { Channels, FifoNetwork, Network, UnorderedNetwork } from './spec/network.ts';
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
  ProcessView,
  Rule,
} from './spec/process-definition.ts';
export { processes } from './spec/processes.ts';
export type { ProcessesState } from './spec/processes-state.ts';
export type {
  DeadlockFreeProperty,
  InvariantProperty,
  Property,
  ReachableProperty,
  StepProperty,
  TerminalProperty,
} from './spec/property.ts';
export { deadlockFree, invariant, reachable, stepProperty, terminal } from './spec/property.ts';
export type { LocalOf, PropertyContext } from './spec/property-context.ts';
export type { QuorumSystem } from './spec/quorum.ts';
export { meeting, quorumSystem } from './spec/quorum.ts';
export type { SourceLocation } from './spec/source-location.ts';
export type {
  ActionDefinition,
  ActionsContext,
  Argument,
  Assumptions,
  EffectContext,
  EnvironmentAction,
  Guard,
  GuardContext,
  NetworkLayout,
  Presentation,
  Runs,
  Spec,
  SpecDefinition,
  SpecEnvironment,
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
export type { Grid } from './sweep.ts';
export { leastBreaking, sweep } from './sweep.ts';
export type { ValidateLogOptions } from './validate/validate-log.ts';
export { validateLog } from './validate/validate-log.ts';
export type { Divergence, LogVerdict, PossibleStates, Validation } from './validate/validation.ts';
export type { Violated } from './what-matters.ts';
export { whatMatters } from './what-matters.ts';
