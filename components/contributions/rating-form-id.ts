/** The one form of a page that all its rating buttons belong to. */
export const ratingForm = "rating";
