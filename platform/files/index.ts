// Files: taken in by content, kept under their hash, owned by a draft and then by a case.
export { claimBucket } from './bytes/s3/claim.ts';
export { bytesOf, type Content, chunksOf, type Stored, sha256Of, sizeOf, storedBytes } from './content.ts';
export { eraseCaseFiles } from './erase.ts';
export { EXTENSIONS, type FileType } from './kind.ts';
export { type Packed, zipStream } from './pack.ts';
export { closePreviews } from './preview/pdf.ts';
export { hasPreview, type PreviewSize, previewFile, previewOf, previewSize } from './preview/preview.ts';
export { type FileProblem, type FileProblemCode, problem } from './problem.ts';
export { DEFAULT_RULES, type FileRules, type ReceivedFile, receiveFile } from './receive.ts';
export {
  addDraftFile,
  addMadeFile,
  caseFiles,
  deleteDraftFile,
  deleteDraftFiles,
  draftFiles,
  type FileRow,
  fileHashes,
  fileOf,
  ownerOf,
  receiveDraftFiles,
  submitDraftFiles,
  type Waiting,
} from './rows.ts';
export { clamd } from './scan/clamd.ts';
export { SCAN_JOB, scanJob } from './scan/job.ts';
export { type Infected, quarantine, type Standing, standings } from './scan/verdict.ts';
export { type Cell, csvOf, MOST_ROWS, type Sheet, wholeList, xlsxOf } from './sheet.ts';
export { type FileStore, incomingFolder, keepBytes, openFile, openFiles } from './store.ts';
export { sweepFiles, sweepWaiting } from './sweep.ts';
