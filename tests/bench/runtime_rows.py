"""What the scheduler itself does."""
from table import AtMost, Row

TOKIO_CANCEL = 1200   # what tokio 1.24 needed to cancel a sleeping task, measured once on the machine of the design
ROWS = [
    Row("switch", "switch among 1,000 ready tasks, ns", 2_000_000, [AtMost(8), AtMost(0.08, "asio")], [AtMost(25)]),
    Row("alone", "one task, sleep(0), nothing watched, ns", 2_000_000, [AtMost(15), AtMost(0.15, "asio")], [AtMost(30)]),
    Row("alone-watched", "one task, sleep(0), a watcher active, ns", 1_000_000, [AtMost(1.25, "libuv")],
        [AtMost(1, "ours", 20)]),
    Row("create", "create a task and await it, ns", 2_000_000, [AtMost(40), AtMost(0.1, "asio")], [AtMost(80)]),
    Row("await", "await a coroutine, ns", 10_000_000, [AtMost(1, "asio")], [AtMost(1, "ours", 15)]),
    Row("gather", "gather of 100,000 that yield once, ns each", 100_000, [AtMost(0.2, "asio")], [AtMost(0.27, "asio")], 1),
    Row("timers", "1,000,000 timers, arm and fire, ns each", 1_000_000, [AtMost(0.35, "libuv")], [AtMost(0.4, "libuv")], 4),
    Row("sleepers", "1,000,000 tasks that sleep once, ns each", 1_000_000, [], [], 10),
    Row("timers-cancelled", "1,000,000 call_later, cancelled, ns each", 1_000_000, [AtMost(0.5, "libuv")],
        [AtMost(0.6, "libuv")], 4),
    Row("sleepers-cancelled", "1,000,000 sleeping tasks cancelled, ns each", 1_000_000, [AtMost(TOKIO_CANCEL)],
        [AtMost(1.1 * TOKIO_CANCEL)], 10),
    Row("memory", "memory of a sleeping task, bytes", 1_000_000, [AtMost(256)], [], 10),
    Row("job", "thread-pool job, one at a time, ns", 20_000, [AtMost(1.05, "libuv")], [AtMost(1.1, "libuv")], 4),
    Row("jobs", "thread-pool jobs, 100,000 at once, ns each", 100_000, [AtMost(1.6, "libuv")], [AtMost(1.8, "libuv")], 4),
    Row("append", "an event appended to the log, ns", 5_000_000, [], [AtMost(10)]),
]
