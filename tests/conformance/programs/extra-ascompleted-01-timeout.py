"""After the timeout the awaits that are left raise TimeoutError; the tasks go on.
Matrix: ASC-02"""
import asyncio

async def work(name, d):
    await asyncio.sleep(d)
    print(name, "ends")
    return name

async def main():
    tasks = [asyncio.create_task(work(n, d)) for n, d in (("A", 0.01), ("B", 0.03), ("C", 0.05))]
    for ticket in asyncio.as_completed(tasks, timeout=0.02):
        try:
            print("got", await ticket)
        except TimeoutError as e:
            print("too late:", repr(e))
    print("done:", [t.done() for t in tasks])
    print(await asyncio.gather(*tasks))

asyncio.run(main())
