export { answerAppeal } from "./answer-appeal";
export { appeal } from "./appeal";
export { decide } from "./decide";
export { decideMany, type Outcome } from "./decide-many";
export { editClaim } from "./edit-claim";
export { flag, takeFlagBack } from "./flag";
export { gradeSource, ungradeSource } from "./grade";
export { lockClaim, unlockClaim } from "./lock";
export { mergeClaims } from "./merge-claims";
export { pin, unpin } from "./pin";
export { readInbox } from "./read-inbox";
export { changeRule } from "./rule";
export { splitClaim } from "./split-claim";
export { free, take } from "./take";

export { mayUndo, undoDecision } from "./undo";
