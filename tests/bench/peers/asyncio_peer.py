"""asyncio's side of the benchmarks: asyncio_peer.py WORK COUNT [uvloop]. Prints one number, as work.hpp says."""
import asyncio
import os
import resource
import sys
import tempfile
import time

try:
    import aiofiles
except ImportError:
    aiofiles = None

PIECE = 64 * 1024


def processor_time():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1e9


def wall_time():
    return time.perf_counter() * 1e9


def resident_memory():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE")


def random_below(limit):
    state = 42
    while True:
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        yield (state >> 8) % limit


async def yielder(turns):
    sleep = asyncio.sleep
    for _ in range(turns):
        await sleep(0)


async def nothing():
    pass


async def among_a_thousand(count):
    await asyncio.gather(*[yielder(count // 1000) for _ in range(1000)])


async def create_and_await(count):
    for _ in range(count):
        await asyncio.create_task(nothing())


async def await_coroutines(count):
    for _ in range(count):
        await nothing()


async def gather_all(count):
    await asyncio.gather(*[yielder(1) for _ in range(count)])


async def sleep_all(count):
    delays = random_below(100)
    await asyncio.gather(*[asyncio.sleep(next(delays) / 1000) for _ in range(count)])


async def fire_timers(count):
    loop, delays = asyncio.get_running_loop(), random_below(100)
    last, left = loop.create_future(), count

    def fired():
        nonlocal left
        left -= 1
        if left == 0:
            last.set_result(None)

    for _ in range(count):
        loop.call_later(next(delays) / 1000, fired)
    await last


async def cancel_timers(count):
    loop, delays = asyncio.get_running_loop(), random_below(1000)
    timers = [loop.call_later(3600 + next(delays) / 1000, int) for _ in range(count)]
    for timer in timers:
        timer.cancel()


async def cancel_sleepers(count):
    delays = random_below(1000)
    tasks = [asyncio.create_task(asyncio.sleep(3600 + next(delays) / 1000)) for _ in range(count)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.sleep(0)


async def memory_of_sleepers(count):
    before = resident_memory()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    print((resident_memory() - before) / len(tasks), flush=True)
    os._exit(0)


async def one_job_at_a_time(count):
    loop = asyncio.get_running_loop()
    for _ in range(count):
        await loop.run_in_executor(None, int)


async def jobs_at_once(count):
    loop = asyncio.get_running_loop()
    await asyncio.gather(*[loop.run_in_executor(None, int) for _ in range(count)])


async def read_file(count):
    with tempfile.NamedTemporaryFile() as file:
        for _ in range(count):
            file.write(b"x" * PIECE)
        file.flush()
        began, total = wall_time(), 0
        async with aiofiles.open(file.name, "rb") as f:
            while data := await f.read(PIECE):
                total += len(data)
        assert total == count * PIECE
        print((wall_time() - began) / count)


async def echo(connections):
    all_gone, left = asyncio.get_running_loop().create_future(), connections

    async def handle(reader, writer):
        nonlocal left
        while data := await reader.read(PIECE):
            writer.write(data)
            await writer.drain()
        writer.close()
        await writer.wait_closed()
        left -= 1
        if left == 0:
            all_gone.set_result(None)

    began = processor_time()
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await all_gone
    server.close()
    print(processor_time() - began)


WORKS = {
    "switch": among_a_thousand,
    "alone": yielder,
    "create": create_and_await,
    "await": await_coroutines,
    "gather": gather_all,
    "sleepers": sleep_all,
    "timers": fire_timers,
    "timers-cancelled": cancel_timers,
    "sleepers-cancelled": cancel_sleepers,
    "memory": memory_of_sleepers,
    "job": one_job_at_a_time,
    "jobs": jobs_at_once,
}


async def measure(work, count):
    clock = wall_time if work.startswith("job") else processor_time
    began = clock()
    await WORKS[work](count)
    print((clock() - began) / count)


OTHERS = {"file": read_file, "echo": echo}   # that measure by themselves


def main():
    work = sys.argv[1]
    if work not in WORKS and work not in OTHERS or work == "file" and not aiofiles:
        sys.exit(2)
    if sys.argv[3:] == ["uvloop"]:
        import uvloop
        uvloop.install()
    count = int(sys.argv[2])
    asyncio.run(OTHERS[work](count) if work in OTHERS else measure(work, count))


if __name__ == "__main__":
    main()
