export { attach } from "./attach";
export { edit } from "./edit";
export { type RatingReceipt, rate, withdrawRating } from "./rate";
export { withdraw } from "./withdraw";
