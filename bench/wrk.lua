-- Asks the addresses of the list in turn, beginning anywhere; says p50 and p99 in milliseconds, requests a second, errors.
local paths, i = {}, 0
for line in io.lines(os.getenv("WRK_LIST")) do
  paths[#paths + 1] = line
end

init = function()
  math.randomseed(1000)
  i = math.random(#paths)
end

request = function()
  i = i % #paths + 1
  return wrk.format("GET", paths[i])
end

done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("p50=%.3f p99=%.3f rate=%.1f errors=%d\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests / summary.duration * 1e6, e.status + e.connect + e.read + e.timeout))
end
