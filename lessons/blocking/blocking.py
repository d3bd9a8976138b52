import asyncio
import time

pages = 3
delay = 1.0
block_in_async = False


def fetch_blocking(page):  #@fetch-blocking
    print(f"page {page}: request sent")  #@blocking-sent
    time.sleep(delay)  # the only thread waits, and nobody else can use it  #@blocking-wait
    print(f"page {page}: response")  #@blocking-response


def blocking():  #@blocking
    start = time.monotonic()
    for page in range(1, pages + 1): fetch_blocking(page)  #@one-by-one
    print(f"blocking: {time.monotonic() - start:.1f} s")  #@blocking-total


async def fetch(page):  #@fetch
    print(f"page {page}: request sent")  #@sent
    if block_in_async: time.sleep(delay)  # the classic mistake  #@mistake
    else: await asyncio.sleep(delay)  # this task waits; the thread serves the others  #@wait
    print(f"page {page}: response")  #@response


async def main():  #@main
    blocking()  # an ordinary call: all of it is one step of main  #@call-blocking
    start = time.monotonic()
    fetches = []
    for page in range(1, pages + 1): fetches.append(fetch(page))
    await asyncio.gather(*fetches)  #@gather
    print(f"async: {time.monotonic() - start:.1f} s")  #@total


asyncio.run(main())
