/** Waiting on a condition with a limit, never for a time. */

/** Resolves to the first truthy answer of `look`; `check` may end the wait by throwing. */
export async function until(what, look, check = () => undefined) {
  const limit = Date.now() + 120_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    check();
    if (limit < Date.now()) throw new Error(`not within two minutes: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
