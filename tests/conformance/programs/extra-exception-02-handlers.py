"""The program may call the exception handler itself; a handler that fails is reported by the default one.
Matrix: EXC-03, CB-07"""
import asyncio

def handler(loop, context):
    print("handler:", context["message"].split(" bad")[0], repr(context.get("exception")))
    if context["message"] == "fail, too":
        raise RuntimeError("in the handler")

def bad():
    raise ValueError("in a callback")

async def main():
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": "to the default handler"})
    loop.set_exception_handler(handler)
    print("handler set:", loop.get_exception_handler() is handler)
    loop.call_exception_handler({"message": "said by main", "exception": KeyError("k")})
    loop.call_exception_handler({"message": "fail, too"})
    loop.call_soon(bad)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    loop.default_exception_handler({"message": "directly"})
    loop.call_soon(bad)
    await asyncio.sleep(0)
    print("main ends")

asyncio.run(main())
