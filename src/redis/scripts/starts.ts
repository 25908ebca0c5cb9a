import { type Script, script } from '../client.ts';

const REDIS_TIME = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const SLOTS = 60;

/**
 * Counts a start in the window of each key, or in none. Starts close together are one slot, 'opened latest weight', and leave
 * together; slots of a clock that has gone back by more than a window are dropped.
 *
 * KEYS a list of slots each. ARGV window in milliseconds, then weight and limit of each key. Answers {1 or 0, then for each key
 * its milliseconds to wait (-1: for ever), what is left, milliseconds until the oldest slot leaves, when its slot was opened}.
 */
export const startScript = (now = REDIS_TIME): Script =>
  script(`${now}
local window = tonumber(ARGV[1])
local all, granted = {}, 1
local function read(slot)
  local opened, latest, weight = string.match(slot, '^(%d+) (%d+) (%d+)$')
  return tonumber(opened), tonumber(latest), tonumber(weight)
end
for index, key in ipairs(KEYS) do
  local weight, limit = tonumber(ARGV[2 * index]), tonumber(ARGV[2 * index + 1])
  local sum, slots = 0, {}
  for _, slot in ipairs(redis.call('LRANGE', key, 0, -1)) do
    local opened, latest, started = read(slot)
    if latest + window <= now or latest > now + window then
      redis.call('LPOP', key)
    else
      sum = sum + started
      slots[#slots + 1] = { opened = opened, latest = latest, weight = started }
    end
  end
  local wait, excess = 0, sum + weight - limit
  if weight > limit then
    wait = -1
  else
    for _, slot in ipairs(slots) do
      if excess <= 0 then break end
      excess = excess - slot.weight
      wait = slot.latest + window - now
    end
  end
  if wait ~= 0 then granted = 0 end
  all[index] = { weight = weight, limit = limit, sum = sum, slots = slots, wait = wait }
end
local answer = { granted }
for index, key in ipairs(KEYS) do
  local counted = all[index]
  local first, last, opened = counted.slots[1], counted.slots[#counted.slots], 0
  if granted == 1 then
    counted.sum = counted.sum + counted.weight
    local joins = last and now - last.opened < window / ${SLOTS}
    if not joins then last = { opened = now, latest = now, weight = 0 } end
    last.latest, last.weight = math.max(now, last.latest), last.weight + counted.weight
    first, opened = first or last, last.opened
    local slot = string.format('%.0f %.0f %.0f', opened, last.latest, last.weight)
    if joins then redis.call('LSET', key, -1, slot) else redis.call('RPUSH', key, slot) end
    redis.call('PEXPIRE', key, window + 1000) -- only by a start
  end
  local values = { counted.wait, math.max(0, counted.limit - counted.sum), first and first.latest + window - now or 0, opened }
  for _, value in ipairs(values) do answer[#answer + 1] = string.format('%.0f', value) end
end
return answer`);

export const START = startScript();

/** Corrects the weights of starts. KEYS as above. ARGV for each key when its slot was opened, and how much more; it may be negative. */
export const CORRECT = script(`
for index, key in ipairs(KEYS) do
  local at, more = tonumber(ARGV[2 * index - 1]), tonumber(ARGV[2 * index])
  for place, slot in ipairs(redis.call('LRANGE', key, 0, -1)) do
    local opened, latest, weight = string.match(slot, '^(%d+) (%d+) (%d+)$')
    if tonumber(opened) == at then
      redis.call('LSET', key, place - 1, string.format('%s %s %.0f', opened, latest, math.max(0, weight + more)))
      break
    end
  end
end
return 1`);
