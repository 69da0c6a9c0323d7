/** Why an operator's command does not do what it was asked: a sentence for the terminal, which says what to do. */
export class Problem extends Error {
  override name = "Problem";
}
