// `npm install tapable`, then `node tapable.mjs`: ns a call.
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
const { SyncHook, SyncBailHook } = createRequire(import.meta.url)("tapable");

const CALLS = 1e6;
let sink = 0;

// A function of its own for each, as plugins are.
const tap = (body) => new Function("heard", `return (x) => { ${body} };`)((x) => { sink = (sink + x) | 0; });

function measure(call) {
  const rounds = [];
  for (let round = 0; round < 61; round++) {
    const start = performance.now();
    for (let n = 0; n < CALLS; n++) call(n & 7);
    rounds.push(((performance.now() - start) * 1e6) / CALLS);
  }
  // The first rounds compile it.
  return rounds.slice(10).sort((a, b) => a - b)[25].toFixed(1);
}

for (const plugins of [1, 10]) {
  const [told, first] = [new SyncHook(["x"]), new SyncBailHook(["x"])];
  for (let n = 0; n < plugins; n++) {
    told.tap(`p${n}`, tap(`heard(x + ${n});`));
    first.tap(`p${n}`, tap(n === plugins - 1 ? `return x + ${n};` : `if (x < 0) return ${n};`));
  }
  const [all, one] = [measure((x) => told.call(x)), measure((x) => { sink = (sink + first.call(x)) | 0; })];
  console.log(`${plugins} plugins: SyncHook ${all}, SyncBailHook ${one}`);
}
