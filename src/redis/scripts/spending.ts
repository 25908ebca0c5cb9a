import { script } from '../client.ts';

/**
 * Reserves tokens and cost in the window of a key, both or neither. The window opens with the first reservation.
 * KEYS window. ARGV tokens, cost, most tokens, most cost (empty: no limit), window in milliseconds, a name for a new window.
 * Answers {1, name of the window}, or {0, tokens left, cost left, milliseconds until the window ends}.
 */
export const RESERVE = script(`
local spent = redis.call('HMGET', KEYS[1], 'name', 'tokens', 'cost')
local tokens, cost = tonumber(spent[2]) or 0, tonumber(spent[3]) or 0
local most_tokens, most_cost = tonumber(ARGV[3]) or math.huge, tonumber(ARGV[4]) or math.huge
local new_tokens, new_cost = tokens + ARGV[1], cost + ARGV[2]
if new_tokens > most_tokens or new_cost > most_cost + 1e-9 then -- a sum of fractions must not cost the last call
  local left = spent[1] and redis.call('PTTL', KEYS[1]) or tonumber(ARGV[5])
  return { 0, string.format('%.17g', most_tokens - tokens), string.format('%.17g', most_cost - cost), left }
end
local name = spent[1] or ARGV[6]
redis.call('HSET', KEYS[1], 'name', name, 'tokens', string.format('%.17g', new_tokens), 'cost', string.format('%.17g', new_cost))
if not spent[1] then redis.call('PEXPIRE', KEYS[1], ARGV[5]) end
return { 1, name }`);

/**
 * Corrects what was reserved in a window; one that has ended is left alone.
 * KEYS window. ARGV name of the window, more tokens, more cost; either may be negative.
 */
export const SETTLE = script(`
local spent = redis.call('HMGET', KEYS[1], 'name', 'tokens', 'cost')
if spent[1] ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.17g', spent[2] + ARGV[2]), 'cost', string.format('%.17g', spent[3] + ARGV[3]))
return 1`);
