export { decide } from "./decide";
export { editClaim } from "./edit-claim";
export { flag } from "./flag";
export { lockClaim, unlockClaim } from "./lock";
export { mergeClaims } from "./merge-claims";
export { readInbox } from "./read-inbox";
export { splitClaim } from "./split-claim";
export { mayUndo, undoDecision } from "./undo";
