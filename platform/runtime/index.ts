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
export { type JobHandler, Worker } from './worker.ts';
