export { bringInEssay, type NewEssay } from "./bring-in-essay";
export { describeEssay } from "./describe-essay";
export { editText, previewText } from "./edit-text";
export { type MadeClaim, makeClaim } from "./make-claim";
export { type PlacedClaim, placePassage } from "./place-passage";
export { translateClaim } from "./translate-claim";
