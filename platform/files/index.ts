// Files: taken in by content, kept under their hash, owned by a draft and then by a case.
export { eraseCaseFiles } from './erase.ts';
export { EXTENSIONS, type FileType } from './kind.ts';
export type { FileProblem, FileProblemCode } from './problem.ts';
export { DEFAULT_RULES, type FileRules, type ReceivedFile, receiveFile } from './receive.ts';
export {
  addDraftFile,
  caseFiles,
  deleteDraftFile,
  deleteDraftFiles,
  draftFiles,
  type FileRow,
  fileOf,
  submitDraftFiles,
} from './rows.ts';
export { type FileStore, incomingFolder, keepBytes, openFile, openFiles, type StoredBytes } from './store.ts';
export { sweepFiles } from './sweep.ts';
