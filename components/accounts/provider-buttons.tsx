import { Button } from "@/components/ui/button";
import styles from "./accounts.module.css";
import { type Carried, CarriedFields } from "./sign-in-form";

/** One plain form a provider: they work without JavaScript. */
export function ProviderButtons({
  providers,
  carried,
  verb = "Continue with",
}: {
  providers: { id: string; label: string }[];
  carried: Carried;
  verb?: string;
}) {
  return (
    <div className={styles.ways}>
      {providers.map(({ id, label }) => (
        <form key={id} method="post" action={`/signin/${id}`}>
          <CarriedFields {...carried} />
          <Button type="submit" className={styles.wide}>
            {verb} {label}
          </Button>
        </form>
      ))}
    </div>
  );
}
