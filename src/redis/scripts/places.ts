import { script } from '../client.ts';

/**
 * Holds places for another lease, also those that Redis has lost, so that a Redis that starts empty knows them again.
 * KEYS places. ARGV lease in milliseconds, then the places.
 */
export const RENEW = script(`
local time = redis.call('TIME')
local expiry = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
for index = 2, #ARGV do redis.call('ZADD', KEYS[1], expiry, ARGV[index]) end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 1`);

/** Gives one place back. KEYS places. ARGV the place. */
export const RELEASE = script(`return redis.call('ZREM', KEYS[1], ARGV[1])`);
