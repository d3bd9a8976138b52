"""serve_forever is ended by cancelling it; open connections live on. A closed server refuses.
Matrix: STR-11"""
import asyncio, os, tempfile

async def handle(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    except asyncio.CancelledError:
        print("handler cancelled")
        raise
    finally:
        writer.close()
        print("handler ends")

async def main():
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "s")
        server = await asyncio.start_unix_server(handle, path, start_serving=False)
        print("serving:", server.is_serving())
        serving = asyncio.create_task(server.serve_forever())
        await asyncio.sleep(0.01)
        print("serving:", server.is_serving())
        try:
            await server.serve_forever()
        except RuntimeError as e:
            print("RuntimeError:", str(e)[-40:])
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b"one\n")
        print("got", await reader.readline())
        serving.cancel()
        try:
            await serving
        except asyncio.CancelledError:
            print("cancelled; serving:", server.is_serving())
        writer.write(b"two\n")
        print("got", await reader.readline())
        server.close()
        await server.wait_closed()
        try:
            await server.serve_forever()
        except RuntimeError as e:
            print("RuntimeError:", str(e)[-9:])
        try:
            await asyncio.open_unix_connection(path)
        except OSError as e:
            print(type(e).__name__)
        print("main ends")

asyncio.run(main())
