"""`pip install pluggy`, then `python3 pluggy_calls.py`: ns a call, and µs to register a plugin."""

import statistics
import time

import pluggy

CALLS, ROUNDS = 10_000, 51
hookspec, hookimpl = pluggy.HookspecMarker("bench"), pluggy.HookimplMarker("bench")


class Spec:
    @hookspec
    def told(self, x): ...

    @hookspec(firstresult=True)
    def first(self, x): ...


def plugin(n, has_answer):
    """A class of its own for each, as plugins are."""

    class Plugin:
        @hookimpl
        def told(self, x):
            return x + n

        @hookimpl
        def first(self, x):
            return x if has_answer else None

    return Plugin()


def manager():
    pm = pluggy.PluginManager("bench")
    pm.add_hookspecs(Spec)
    return pm


def measure(call):
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        for _ in range(CALLS):
            call(x=1)
        rounds.append((time.perf_counter_ns() - start) / CALLS)
    return statistics.median(rounds)


for count in (1, 10):
    pm = manager()
    for n in range(count):
        # The newest runs first: the last to run has the answer.
        pm.register(plugin(n, n == 0), f"p{n}")
    told, first = measure(pm.hook.told), measure(pm.hook.first)
    print(f"{count} plugins: all {told:.0f}, first result {first:.0f}")

plugins = [plugin(n, False) for n in range(1_000)]
pm = manager()
start = time.perf_counter_ns()
for n, one in enumerate(plugins):
    pm.register(one, f"p{n}")
print(f"registering 1,000: {(time.perf_counter_ns() - start) / 1_000 / len(plugins):.0f} µs each")
