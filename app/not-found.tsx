import { paths } from "@/lib/paths";

export const metadata = { title: "Not here" };

export default function NotFound() {
  return (
    <div className="narrow">
      <h1>There is nothing at this address</h1>
      <p>It may have been mistyped, or what stood here is not open to everybody.</p>
      <p>
        <a href={paths.home}>Begin at the essay</a>, or <a href={paths.search()}>search</a> for the claim you meant.
      </p>
    </div>
  );
}
