"""A producer over a stream, a queue, two workers: I/O, queue and tasks in one program.
Matrix: STR-02, Q-02"""
import asyncio, os, tempfile

async def worker(name, queue, results):
    while item := await queue.get():
        await asyncio.sleep(0.005 * item)
        results.append((name, item))
    print(name, "ends")

async def main():
    queue, results = asyncio.Queue(), []

    async def collect(reader, writer):
        while line := await reader.readline():
            queue.put_nowait(int(line))
            writer.write(b"ok\n")
        writer.close()

    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        server = await asyncio.start_unix_server(collect, path)
        workers = [asyncio.create_task(worker(n, queue, results)) for n in "AB"]
        reader, writer = await asyncio.open_unix_connection(path)
        for i in (3, 1, 2, 0, 0):
            writer.write(b"%d\n" % i)
            print("answer", await reader.readline())
            await asyncio.sleep(0.004)
        writer.close()
        await writer.wait_closed()
        await asyncio.gather(*workers)
        server.close()
        print(results)

asyncio.run(main())
