import { type Script, script } from '../client.ts';

/** Milliseconds on the clock of Redis, the one clock that all processes share. */
const REDIS_TIME = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const BURST_SHARE = 0.05;

/**
 * Decides one start: a place, a request and its tokens, all or none.
 *
 * Rates are those of `RateGate` (src/lib/gcra.ts) with a burst of 5 % of the limit and a pace of 95 %. Who is refused joins a line
 * of queues, first come first served, and holds its turn while it asks again in time. A queue passes those before it only into
 * places that are enough for all of them, and never past a first one that waits for a rate, so no heavy job starves.
 *
 * KEYS rates, slots, places, line, seen. ARGV queue, place, tokens, requests a window, tokens a window, places (empty: no
 * limit), window, lease; durations in milliseconds. Answers {1, 0}, or {0, milliseconds until it should ask again}.
 */
export const takeScript = (now = REDIS_TIME, burstShare = BURST_SHARE): Script =>
  script(`${now}
local rates, slots, places, line, seen = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local queue, place = ARGV[1], ARGV[2]
local weights = { 1, tonumber(ARGV[3]) }
local limits = { tonumber(ARGV[4]), tonumber(ARGV[5]) }
local max_places, window, lease = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local burst_share, slot_ms, rounding_ms = ${burstShare}, window / 600, 0.001
local longest_wait, patience, poll = 1000, 500, 50

for _, gone in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', now)) do
  redis.call('ZREM', line, gone)
  redis.call('ZREM', seen, gone)
end
local ahead = redis.call('ZRANK', line, queue) or redis.call('ZCARD', line)

local function refuse(wait)
  wait = math.ceil(math.min(math.max(wait, 1), longest_wait))
  if not redis.call('ZSCORE', line, queue) then
    local last = redis.call('ZREVRANGE', line, 0, 0, 'WITHSCORES')
    redis.call('ZADD', line, (tonumber(last[2]) or 0) + 1, queue)
  end
  redis.call('ZADD', seen, now + wait + patience, queue)
  redis.call('PEXPIRE', line, longest_wait + patience)
  redis.call('PEXPIRE', seen, longest_wait + patience)
  return { 0, wait }
end

if max_places then
  redis.call('ZREMRANGEBYSCORE', places, '-inf', now)
  if max_places - redis.call('ZCARD', places) <= ahead then return refuse(poll + ahead * poll / 10) end
end

local rated = limits[1] or limits[2]
local state = redis.call('HMGET', rates, 'arrival1', 'arrival2', 'sum1', 'sum2', 'stopped')
local arrivals = { tonumber(state[1]) or 0, tonumber(state[2]) or 0 }
local sums = { tonumber(state[3]) or 0, tonumber(state[4]) or 0 }
local function read(slot)
  local opened, latest, requests, tokens = string.match(slot, '^(%d+) (%d+) (%d+) (%d+)$')
  return tonumber(opened), tonumber(latest), { tonumber(requests), tonumber(tokens) }
end
local oldest = redis.call('LINDEX', slots, 0)
if not oldest then sums = { 0, 0 } end
while oldest do
  local _, latest, started = read(oldest)
  if latest + window > now then break end
  sums = { sums[1] - started[1], sums[2] - started[2] }
  redis.call('LPOP', slots)
  redis.call('HSET', rates, 'sum1', sums[1], 'sum2', sums[2])
  oldest = redis.call('LINDEX', slots, 0)
end

local function spacing(kind)
  return limits[kind] and window / (limits[kind] * (1 - burst_share)) or 0
end
local function is_light(kind)
  return weights[kind] <= limits[kind] * burst_share
end
local function wait_for(kind)
  if not limits[kind] then return 0 end
  local wait = 0
  if is_light(kind) then
    local room = (limits[kind] * burst_share - weights[kind]) * spacing(kind)
    wait = math.max(0, arrivals[kind] - now - room - rounding_ms)
  end
  local excess = sums[kind] + weights[kind] - limits[kind]
  if excess > 0 then
    for _, slot in ipairs(redis.call('LRANGE', slots, 0, -1)) do
      local _, latest, started = read(slot)
      excess = excess - started[kind]
      if excess <= 0 then return math.max(wait, latest + window - now) end
    end
    return longest_wait
  end
  return wait
end

if rated then
  local turn = ahead * math.max(spacing(1), weights[2] * spacing(2))
  if ahead > 0 and state[5] == redis.call('ZRANGE', line, 0, 0)[1] then return refuse(turn) end
  local wait = math.max(wait_for(1), wait_for(2))
  if wait > 0 then
    if ahead == 0 then
      redis.call('HSET', rates, 'stopped', queue)
      if redis.call('PTTL', rates) < 0 then redis.call('PEXPIRE', rates, window) end -- never renewed here: see below
    end
    return refuse(wait + turn)
  end
  for kind = 1, 2 do
    if limits[kind] and is_light(kind) then
      arrivals[kind] = math.max(now, arrivals[kind]) + weights[kind] * spacing(kind)
    end
  end
  redis.call('HSET', rates, 'arrival1', string.format('%.17g', arrivals[1]), 'arrival2', string.format('%.17g', arrivals[2]),
    'sum1', sums[1] + weights[1], 'sum2', sums[2] + weights[2])
  local last = redis.call('LINDEX', slots, -1)
  local opened, latest, started
  if last then opened, latest, started = read(last) end
  if last and now - opened < slot_ms then
    redis.call('LSET', slots, -1, string.format('%.0f %.0f %.0f %.0f', opened, math.max(now, latest), started[1] + weights[1], started[2] + weights[2]))
  else
    redis.call('RPUSH', slots, string.format('%.0f %.0f %.0f %.0f', now, now, weights[1], weights[2]))
  end
  if state[5] == queue then redis.call('HDEL', rates, 'stopped') end
  -- only by a start: where the clock of Redis has gone back, and nothing starts, what it wrote before is soon forgotten
  redis.call('PEXPIRE', rates, window + longest_wait)
  redis.call('PEXPIRE', slots, window + longest_wait)
end
if max_places then
  redis.call('ZADD', places, now + lease, place)
  if redis.call('PTTL', places) < lease then redis.call('PEXPIRE', places, lease) end -- others may have longer ones
end
redis.call('ZREM', line, queue)
redis.call('ZREM', seen, queue)
return { 1, 0 }`);

export const TAKE = takeScript();
