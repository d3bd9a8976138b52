"""Folders are made, listed, renamed and removed; what the system refuses is a job that ends in its exception.
Matrix: EXE-01, EXE-02"""
import asyncio, os, tempfile
import aiofiles
import aiofiles.os

async def attempt(awaitable):
    try:
        await awaitable
    except OSError as e:
        print(type(e).__name__, e)

async def main():
    with tempfile.TemporaryDirectory() as d:
        deep = os.path.join(d, "a", "b")
        await aiofiles.os.makedirs(deep)
        await attempt(aiofiles.os.mkdir("/"))
        async with aiofiles.open(os.path.join(deep, "f"), "wb") as f:
            await f.write(b"12345")
        print("size", (await aiofiles.os.stat(os.path.join(deep, "f"))).st_size)
        await aiofiles.os.rename(os.path.join(deep, "f"), os.path.join(deep, "g"))
        print(*await aiofiles.os.listdir(deep))
        await attempt(aiofiles.os.rmdir("/nowhere"))
        await aiofiles.os.remove(os.path.join(deep, "g"))
        await attempt(aiofiles.os.rename("/nowhere", "/there"))
        await aiofiles.os.rmdir(deep)
        print("there:", await aiofiles.os.path.exists(deep), await aiofiles.os.path.isdir(d))

asyncio.run(main())
