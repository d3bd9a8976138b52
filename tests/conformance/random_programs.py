#!/usr/bin/env python3
"""Random asyncio programs, and what CPython does with them.

    python3.11 random_programs.py SEED COUNT PROGRAMS TRACES

Writes the programs, one a line, for random_programs_test.cpp to run, and their traces, with a line "---" after each.
A program is a list of operations (name, numbers, bodies), written as `( name 1 2 [ ... ] [ ... ] )`.
"""
import asyncio, gc, json, random, sys, time
import recorder
from asyncio import exceptions, locks, timeouts
from recorder import T

NOTHING = -1                     # a number that means None
ERRORS = [ValueError, KeyError, RuntimeError, OSError]
WHEN = [asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED]

# --- making them -----------------------------------------------------------------------------------

LEAVES = {"sleep": 10, "show": 3, "await": 3, "cancel": 4, "cancel_self": 1, "uncancel": 1, "fail": 2, "wait_for_task": 2,
          "shield": 2, "gather_tasks": 2, "event_wait": 1, "event_set": 2, "event_clear": 1, "put": 2, "get": 2, "join": 0.3,
          "task_done": 0.5, "barrier": 1, "barrier_reset": 0.2, "barrier_abort": 0.1, "wait": 2, "thread": 1, "future": 1,
          "future_wait": 1, "future_set": 1, "future_cancel": 0.7, "callback": 1, "later_cancel": 2, "later_set": 0.5,
          "later_future": 0.5, "later_put": 0.5, "later_release": 0.5, "soon_cancel": 1}
BRANCHES = {"spawn": 10, "try": 8, "timeout": 6, "wait_for": 5, "shield_new": 2, "gather": 4, "group": 5, "lock": 3, "semaphore": 3,
            "condition_wait": 2, "condition_notify": 2, "as_completed": 2, "later_spawn": 1}


class Maker:
    def __init__(self, seed):
        self.random, self.tasks, self.budget = random.Random(seed), 0, 0
        self.budget = self.random.choice([12, 25, 45])

    def program(self):
        operations = []
        while self.budget > 0:
            operations.append(self.operation(NOTHING, 0))
        return [["try", [2, 0], [[["timeout", [60], [operations]]], []]]]

    def body(self, task, depth, most=3):
        return [self.operation(task, depth + 1) for _ in range(self.random.randint(1, most))]

    def bodies(self, task, depth):
        return [self.body(task, depth) for _ in range(self.random.randint(1, 3))]

    def later(self, task):       # tasks wait for younger ones only, so that none waits for itself
        return task + self.random.randint(1, 3)

    def operation(self, task, depth):
        self.budget -= 1
        choices = LEAVES if depth > 4 or self.budget < 0 else {**LEAVES, **BRANCHES}
        name = self.random.choices(list(choices), list(choices.values()))[0]
        return [name, *getattr(self, name, self.on_one_of_two)(task, depth)]

    def on_one_of_two(self, task, depth): return [self.random.randrange(2), self.random.randrange(9)], []
    def ms(self): return self.random.choice([0, 0, 1, 1, 2, 2, 3, 5, 5, 10, 20])
    def ms_or_none(self): return NOTHING if self.random.random() < 0.3 else self.ms()
    def message(self): return self.random.choice([NOTHING, NOTHING, 1, 2])
    def any_task(self): return self.random.randrange(self.tasks + 1)
    def yes(self): return int(self.random.random() < 0.5)

    def sleep(self, task, depth): return [self.ms()], []
    def fail(self, task, depth): return [self.random.randrange(4), self.random.randrange(9)], []
    def cancel(self, task, depth): return [self.any_task(), self.message()], []
    def cancel_self(self, task, depth): return [self.message()], []
    def shield(self, task, depth): return [self.later(task)], []
    def callback(self, task, depth): return [self.any_task()], []
    def wait_for_task(self, task, depth): return [self.ms(), self.later(task)], []
    def gather_tasks(self, task, depth): return [self.yes(), self.later(task), self.later(task)], []
    def wait(self, task, depth):
        return [self.random.randrange(3), self.ms_or_none(), self.later(task), self.later(task)], []
    def thread(self, task, depth): return [self.ms(), self.random.randrange(5)], []
    def future_cancel(self, task, depth): return [self.random.randrange(2), self.message()], []
    def later_cancel(self, task, depth): return [self.ms(), self.any_task(), self.message()], []
    def later_set(self, task, depth): return [self.ms(), self.random.randrange(2)], []
    def later_future(self, task, depth): return [self.ms(), self.random.randrange(2), 7], []
    def later_put(self, task, depth): return [self.ms(), self.random.randrange(2), 8], []
    def later_release(self, task, depth): return [self.ms(), self.random.randrange(2)], []
    def soon_cancel(self, task, depth): return [self.any_task(), self.message()], []

    def spawn(self, task, depth):
        self.tasks += 1
        return [self.tasks - 1], [self.body(self.tasks - 1, depth)]
    def later_spawn(self, task, depth):
        (new,), bodies = self.spawn(task, depth)
        return [self.ms(), new], bodies
    def timeout(self, task, depth): return [self.ms_or_none()], [self.body(task, depth)]
    def wait_for(self, task, depth): return [self.ms_or_none()], [self.body(task, depth)]
    def shield_new(self, task, depth): return [], [self.body(task, depth)]
    def gather(self, task, depth): return [self.yes()], self.bodies(task, depth)
    def group(self, task, depth): return [], [self.body(task, depth), *self.bodies(task, depth)]
    def lock(self, task, depth): return [self.random.randrange(2)], [self.body(task, depth)]
    def semaphore(self, task, depth): return [self.random.randrange(2)], [self.body(task, depth)]
    def condition_wait(self, task, depth): return [self.random.randrange(2)], [self.body(task, depth, 2)]
    def condition_notify(self, task, depth):
        return [self.random.randrange(2), self.random.randint(1, 2)], [self.body(task, depth, 2)]
    def as_completed(self, task, depth): return [self.ms_or_none()], self.bodies(task, depth)


setattr(Maker, "await", Maker.shield)
setattr(Maker, "try", lambda self, task, depth: ([self.random.randrange(3), self.yes()],
                                                 [self.body(task, depth), self.body(task, depth, 2)]))


def written(operation):
    name, numbers, bodies = operation
    words = ["(", name, *map(str, numbers)]
    for body in bodies:
        words += ["[", *map(written, body), "]"]
    return " ".join([*words, ")"])

# --- running them ----------------------------------------------------------------------------------

class World:
    """What the operations of a program work on."""
    def __init__(self):
        self.tasks, self.futures = {}, {}
        self.locks = [asyncio.Lock(), asyncio.Lock()]
        self.semaphores = [asyncio.Semaphore(2), asyncio.Semaphore(1)]
        self.events = [asyncio.Event(), asyncio.Event()]
        self.queues = [asyncio.Queue(1), asyncio.Queue()]
        self.conditions = [asyncio.Condition(), asyncio.Condition()]
        self.barriers = [asyncio.Barrier(2), asyncio.Barrier(3)]


world = None
seconds = lambda ms: None if ms == NOTHING else ms / 1000
message = lambda n: None if n == NOTHING else f"m{n}"
names = lambda tasks: " ".join(t.get_name() for t in tasks)
show = lambda r: repr(r) if isinstance(r, BaseException) else str(r)

def job(ms, fails):
    time.sleep(ms / 1000)
    if fails == 0:
        raise ValueError(ms)
    return ms

def ask_to_cancel(k, n):
    if k in world.tasks: world.tasks[k].cancel(message(n))
def set_event(i): world.events[i].set()
def set_future(i, value):
    if i in world.futures and not world.futures[i].done(): world.futures[i].set_result(value)
def put_item(i, value):
    if not world.queues[i].full(): world.queues[i].put_nowait(value)
def release_slot(i): world.semaphores[i].release()
def spawn_task(k, body): world.tasks[k] = asyncio.get_running_loop().create_task(run(body))
def tell(task): print("callback", task.get_name(), "cancelled" if task.cancelled() else show(task.exception() or task.result()))

async def run(body):
    for operation in body:
        await do(*operation)
    return len(body)

async def do(name, numbers, bodies):
    loop, w = asyncio.get_running_loop(), world
    a, b = (numbers + [NOTHING, NOTHING])[:2]
    me = asyncio.current_task()
    match name:
        case "sleep": await asyncio.sleep(a / 1000)
        case "show": print(me.get_name(), a)
        case "spawn": w.tasks[a] = asyncio.create_task(run(bodies[0]))
        case "await":
            if a in w.tasks: print("await", await w.tasks[a])
        case "cancel":
            if a in w.tasks: print("cancel", int(w.tasks[a].cancel(message(b))), w.tasks[a].cancelling())
        case "cancel_self": me.cancel(message(a))
        case "uncancel": print("uncancel", me.uncancel())
        case "fail": raise ERRORS[a](b)
        case "try": await attempt(a, b, *bodies)
        case "timeout": await limited(a, bodies[0])
        case "wait_for": print("wait_for", await asyncio.wait_for(run(bodies[0]), seconds(a)))
        case "wait_for_task":
            if b in w.tasks: print("wait_for_task", await asyncio.wait_for(w.tasks[b], a / 1000))
        case "shield":
            if a in w.tasks: print("shield", await asyncio.shield(w.tasks[a]))
        case "shield_new": print("shield_new", await asyncio.shield(run(bodies[0])))
        case "gather": print("gather", *map(show, await asyncio.gather(*map(run, bodies), return_exceptions=bool(a))))
        case "gather_tasks":
            tasks = [w.tasks[k] for k in numbers[1:] if k in w.tasks]
            print("gather_tasks", *map(show, await asyncio.gather(*tasks, return_exceptions=bool(a))))
        case "group":
            async with asyncio.TaskGroup() as group:
                for body in bodies[1:]:
                    group.create_task(run(body))
                await run(bodies[0])
        case "lock":
            async with w.locks[a]: await run(bodies[0])
        case "semaphore":
            async with w.semaphores[a]: await run(bodies[0])
        case "event_wait": await w.events[a].wait()
        case "event_set": w.events[a].set()
        case "event_clear": w.events[a].clear()
        case "put": await w.queues[a].put(b)
        case "get": print("get", await w.queues[a].get())
        case "join": await w.queues[a].join()
        case "task_done":
            try: w.queues[a].task_done()
            except ValueError as e: print(repr(e))
        case "condition_wait":
            async with w.conditions[a]:
                await w.conditions[a].wait()
                await run(bodies[0])
        case "condition_notify":
            async with w.conditions[a]:
                w.conditions[a].notify(b)
                await run(bodies[0])
        case "barrier": print("barrier", await w.barriers[a].wait())
        case "barrier_reset": await w.barriers[a].reset()
        case "barrier_abort": await w.barriers[a].abort()
        case "wait":
            if tasks := [w.tasks[k] for k in numbers[2:] if k in w.tasks]:
                done, pending = await asyncio.wait(tasks, timeout=seconds(b), return_when=WHEN[a])
                print("wait", names(done), "/", names(pending))
        case "as_completed":
            for ticket in asyncio.as_completed([run(body) for body in bodies], timeout=seconds(a)):
                try: print("as_completed", await ticket)
                except Exception as e: print("as_completed", repr(e))
        case "thread": print("thread", await asyncio.to_thread(job, a, b))
        case "future": w.futures[a] = loop.create_future()
        case "future_wait":
            if a in w.futures: print("future", await w.futures[a])
        case "future_set": set_future(a, b)
        case "future_cancel":
            if a in w.futures: print("future_cancel", int(w.futures[a].cancel(message(b))))
        case "callback":
            if a in w.tasks: w.tasks[a].add_done_callback(tell)
        case "later_cancel": loop.call_later(a / 1000, ask_to_cancel, b, numbers[2])
        case "later_set": loop.call_later(a / 1000, set_event, b)
        case "later_future": loop.call_later(a / 1000, set_future, b, numbers[2])
        case "later_put": loop.call_later(a / 1000, put_item, b, numbers[2])
        case "later_release": loop.call_later(a / 1000, release_slot, b)
        case "later_spawn": loop.call_later(a / 1000, spawn_task, b, bodies[0])
        case "soon_cancel": loop.call_soon(ask_to_cancel, a, b)
        case _: raise SystemExit(name)

async def attempt(kind, again, body, handler):
    error = None
    try:
        await run(body)
    except BaseException as e:
        error = e
        print("caught", repr(e), asyncio.current_task().cancelling())
    try:
        if error is not None:
            hit = isinstance(error, [asyncio.CancelledError, Exception, BaseException][kind])
            if hit: await run(handler)
            if again or not hit: raise error
    finally:
        error = None

async def limited(ms, body):
    limit = asyncio.timeout(seconds(ms))
    try:
        async with limit:
            await run(body)
    finally:
        print("timeout", int(limit.expired()), asyncio.current_task().cancelling())

# --- recording them --------------------------------------------------------------------------------

def mend():
    """The three bugs of CPython 3.11.2 that the product does not have (see README)."""
    async def enter(self):
        await entered(self)
        self._cancelling = self._task.cancelling()
        return self
    async def leave(self, kind, error, traceback):
        if self._timeout_handler is not None:
            self._timeout_handler.cancel()
            self._timeout_handler = None
        if self._state is timeouts._State.EXPIRING:
            self._state = timeouts._State.EXPIRED
            if self._task.uncancel() <= self._cancelling and kind is exceptions.CancelledError:
                raise TimeoutError from error
        elif self._state is timeouts._State.ENTERED:
            self._state = timeouts._State.EXITED
    entered, timeouts.Timeout.__aenter__, timeouts.Timeout.__aexit__ = timeouts.Timeout.__aenter__, enter, leave

    def uncancel(task):
        if task.cancelling() == 1:
            task._must_cancel = False
        return uncancelled(task)
    uncancelled, recorder.RTask.uncancel = recorder.RTask.uncancel, uncancel

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        waiter = self._get_loop().create_future()
        try:
            self._waiters.append(waiter)
            try:
                await waiter
            finally:
                self._waiters.remove(waiter)
                cancelled = False
                while True:
                    try:
                        await self.acquire()
                        break
                    except exceptions.CancelledError:
                        cancelled = True
                if cancelled:
                    raise exceptions.CancelledError
            return True
        except BaseException:
            if waiter.done() and not waiter.cancelled():
                self.notify(1)
            raise
    # Under CPython's own names, by which the recorder knows whose future it is.
    wait.__code__ = wait.__code__.replace(co_filename=locks.__file__, co_name="wait", co_qualname="Condition.wait")
    locks.Condition.wait = wait

def record(program):
    """The events of a program, without reports of what a traceback has kept alive."""
    global world
    T.__init__()
    T.program, world = "?", World()
    sys.stdout = out = recorder.Output(sys.stdout)
    try:
        asyncio.run(run(program))
        T.emit("end")
    except BaseException as error:
        T.emit("end", **recorder.exc_fields(error))
    sys.stdout, T.muted, T.ended = out.real, True, True
    events, T.events, world = T.events, [], None
    gc.collect()                 # what it leaves behind belongs to no other program
    return events

def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    gc.disable()
    recorder.install()
    mend()
    sys.stderr = sys.stdout = open("/dev/null", "w")
    with open(sys.argv[3], "w") as programs, open(sys.argv[4], "w") as traces:
        for n in range(count):
            program = Maker(seed * 1_000_000 + n).program()
            programs.write(" ".join(map(written, program)) + "\n")
            for event in record(program):
                traces.write(json.dumps(event, separators=(",", ":"), ensure_ascii=False) + "\n")
            traces.write("---\n")

if __name__ == "__main__":
    main()
