/** Fired on a form when its fields were filled from a draft, or emptied with it. */
export const draftEvent = "draft";
