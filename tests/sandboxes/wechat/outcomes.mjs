/** How the next asynchronous jobs end: by default they succeed, a test may order otherwise. */

/**
 * Orders the outcome of the next `count` jobs of `kind` (`publish` or `mass`).
 *
 * `publish_status` 0 or 2 to 6 with `fail_idx`; `status` for a mass job (`err(20001)`); `delay_ms`; `hold` keeps the
 * job running until it is settled by hand; `callback` is `once`, `twice` or `lost`.
 */
export function orderOutcome(world, { appid = null, kind = "publish", count = 1, ...plan }) {
  const outcome = { appid, kind, left: Number(count), plan };
  world.outcomes.push(outcome);
  world.save();
  return outcome;
}

/** Takes the plan for a job that starts now. */
export function takeOutcome(world, account, kind) {
  const fits = (one) => one.kind === kind && (one.appid === null || one.appid === account.config.appid);
  const outcome = world.outcomes.find(fits);
  if (!outcome) return {};
  outcome.left -= 1;
  if (outcome.left <= 0) world.outcomes = world.outcomes.filter((one) => one !== outcome);
  return outcome.plan;
}
