import type { Place, Throttle, ThrottleJob } from '../../src/layers/throttle.ts';
import type { Clock } from '../../src/types/clock.ts';

/** Hands jobs to a throttle, by name. `log` holds `name@time` for each that starts, and `name left@time` for each that does not. */
export function throttleJobs(gate: Throttle, clock: Clock) {
  const log: string[] = [];
  const submit = (name: string, { tokens = 1, priority = 5, scope, refusal }: Partial<ThrottleJob> = {}) => {
    const controller = new AbortController();
    const job = {
      name,
      abort: (reason?: unknown) => controller.abort(reason),
      release: (() => {}) as Place,
      error: undefined as unknown,
    };
    gate.acquire({ tokens, priority, signal: controller.signal, scope, refusal }).then(
      (release) => {
        job.release = release;
        log.push(`${name}@${clock.now()}`);
      },
      (error) => {
        job.error = error;
        log.push(`${name} left@${clock.now()}`);
      },
    );
    return job;
  };
  return { log, submit };
}
