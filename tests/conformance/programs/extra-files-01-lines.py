"""A file is written, and read line by line: each call on it is a job in the pool.
Matrix: EXE-01, EXE-02"""
import asyncio, os, tempfile
import aiofiles

async def main():
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "f")
        async with aiofiles.open(path, "w") as f:
            print(await f.write("one\ntwo\n"), "written")
            await f.flush()
        f = await aiofiles.open(path)
        async for line in f:
            print("line", line.rstrip())
        await f.seek(0)
        lines = await f.readlines()
        print(len(lines), "lines, now at", await f.tell())
        await f.close()
        try:
            await f.read()
        except ValueError as e:
            print("ValueError:", e)

asyncio.run(main())
