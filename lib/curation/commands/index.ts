export { decide } from "./decide";
export { flag } from "./flag";
export { lockClaim, unlockClaim } from "./lock";
export { readInbox } from "./read-inbox";
export { mayUndo, undoDecision } from "./undo";
