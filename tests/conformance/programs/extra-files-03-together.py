"""Tasks read files side by side, one is cancelled at its first job; temporary files, one of them in memory at first.
Matrix: EXE-03, EXE-05"""
import asyncio, os, tempfile
import aiofiles
import aiofiles.tempfile

async def copy(name, path):
    async with aiofiles.open(path) as f:
        text = await f.read()
    async with aiofiles.tempfile.TemporaryFile("w+") as f:
        await f.write(text)
        await f.seek(0)
        print(name, "copied", len(await f.read()))

async def spooled():
    async with aiofiles.tempfile.SpooledTemporaryFile(max_size=4) as f:
        await f.write(b"1234")
        print("in memory")
        await f.write(b"5")
        await f.seek(0)
        print("on the disk:", len(await f.read()))

async def main():
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "f")
        async with aiofiles.open(path, "w") as f:
            await f.writelines(["some\n", "lines\n"])
        tasks = [asyncio.create_task(copy(name, path)) for name in "abc"]
        await asyncio.sleep(0)
        tasks[1].cancel()
        for result in await asyncio.gather(*tasks, spooled(), return_exceptions=True):
            print(type(result).__name__)

asyncio.run(main())
