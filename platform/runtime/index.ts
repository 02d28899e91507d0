export { BlockRegistry } from './blocks.ts';
export { type Clock, DatabaseClock, StandingClock } from './clock.ts';
export { rowsOf } from './decision-rows.ts';
export { eraseInstances } from './erase.ts';
export {
  completeJob,
  fetchJobs,
  type JobFailure,
  reportFailure,
  setRetries,
  throwFromJob,
} from './external.ts';
export type {
  Block,
  BlockCall,
  BlockResult,
  Evaluation,
  Facts,
  Host,
  HostStart,
  InstanceInfo,
  LegalStep,
  Opened,
  Progress,
} from './host.ts';
export { countIncidents, endIncident, type Incident, listIncidents, openIncidents } from './incidents.ts';
export {
  cancelInstance,
  correctVariables,
  type Intervention,
  interventionsOf,
  resumeInstance,
  suspendInstance,
  type Why,
} from './intervene.ts';
export { addJobs, type ClaimedJob, type NewJob, takeJob } from './jobs.ts';
export type { Skipped } from './legal.ts';
export { type Message, type Reached, sweepMessages } from './messages.ts';
export {
  type MigrationOutcome,
  type MigrationPlan,
  migrateInstance,
  migrationOutcomes,
  previewMigration,
  startMigration,
} from './migration.ts';
export {
  type Modification,
  type ModificationPreview,
  modifyInstance,
  previewModification,
} from './modification.ts';
export { ProcessRefused } from './refused.ts';
export { Runtime } from './runtime.ts';
export { ANY_FIELDS, either, fields, textField } from './schema.ts';
export { startLater } from './starting.ts';
export { type LoadedInstance, loadInstance } from './store.ts';
export {
  claimTask,
  groupsOf,
  groupsOfTask,
  historyOfCase,
  lockTask,
  type OpenTask,
  openAmong,
  regroupTasks,
  runningInCase,
  tasksOfCase,
  tokensOfCase,
  type Visited,
  waitingFor,
} from './tasks.ts';
export { armStarts } from './timers.ts';
export { setVariables, type VariableChange } from './variables.ts';
export { type Definition, definitions } from './watch/definitions.ts';
export { instancePath, instanceVisits, type Visit } from './watch/history.ts';
export { type IncidentView, incidentsOf, incidentView } from './watch/incident.ts';
export { type InstanceView, instanceView, type NamedVariable, type StandingToken } from './watch/instance.ts';
export { type Cursor, type InstanceState, type Listed, listInstances } from './watch/list.ts';
export { type ProcessLog, processLogs } from './watch/log.ts';
export { migrationView, runningOf } from './watch/migration.ts';
export { type Counts, runningCounts, type Standing, standing } from './watch/standing.ts';
export { type Stay, stays } from './watch/stays.ts';
export { type JobHandler, Worker } from './worker.ts';
