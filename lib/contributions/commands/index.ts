export { attach } from "./attach";
export { edit } from "./edit";
export { rate, withdrawRating } from "./rate";
export { withdraw } from "./withdraw";
