export { BlockRegistry } from './blocks.ts';
export { type Clock, DatabaseClock, StandingClock } from './clock.ts';
export type { Block, BlockCall, BlockResult, Evaluation, Facts, Host, InstanceInfo, Progress } from './host.ts';
export { endIncident, type Incident, openIncidents } from './incidents.ts';
export { addJobs, type ClaimedJob, type NewJob } from './jobs.ts';
export { Runtime } from './runtime.ts';
export {
  claimTask,
  groupsOf,
  historyOfCase,
  lockTask,
  type OpenTask,
  tasksOfCase,
  tokensOfCase,
  type Visited,
  waitingFor,
} from './tasks.ts';
export { type Definition, definitions } from './watch/definitions.ts';
export { instancePath, instanceVisits, type Visit } from './watch/history.ts';
export { type IncidentView, incidentsOf, incidentView } from './watch/incident.ts';
export { type InstanceView, instanceView, type NamedVariable, type StandingToken } from './watch/instance.ts';
export { type Cursor, type InstanceState, type Listed, listInstances } from './watch/list.ts';
export { type Counts, runningCounts, type Standing, standing } from './watch/standing.ts';
export { type Stay, stays } from './watch/stays.ts';
export { type JobHandler, Worker } from './worker.ts';
