"use client";
import { Button } from "@/components/ui/button";

export default function Fault({ reset }: { reset: () => void }) {
  return (
    <div className="narrow">
      <h1>Something broke on our side</h1>
      <p>Nothing you saved is lost, and what you were writing is kept on this device.</p>
      <Button type="button" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
