"""A server of aiohttp's for tests/http_client_*_test.cpp: prints its port and its process, and serves until it is killed."""
import asyncio, hashlib, json, os, zlib
from aiohttp import web

connections = set()
seen = []
routes = web.RouteTableDef()

@web.middleware
async def count(request, handler):
    connections.add(id(request.transport))
    seen.append(request.transport)
    return await handler(request)

@routes.get("/hello")
async def hello(request):
    return web.Response(text="Hello", headers={"X-One": "1"})

@routes.route("*", "/echo")
async def echo(request):
    return web.json_response({
        "method": request.method, "path": request.path_qs, "body": (await request.read()).decode(),
        "headers": {name.lower(): value for name, value in request.headers.items()}})

@routes.get("/connections")
async def count_connections(request):
    return web.json_response(len(connections))

@routes.get("/forget")
async def forget(request):
    connections.clear()
    seen.clear()
    return web.Response()

@routes.get("/redirect/{n}")
async def redirect(request):
    n = int(request.match_info["n"])
    return web.Response(status=302, headers={"Location": "/redirect/%d" % (n - 1) if n > 1 else "/hello"})

@routes.route("*", "/moved/{status}")
async def moved(request):
    return web.Response(status=int(request.match_info["status"]), headers={"Location": "/echo"})

@routes.get("/to")
async def to(request):
    return web.Response(status=302, headers={"Location": request.query["url"]})

@routes.get("/status/{status}")
async def status(request):
    return web.Response(status=int(request.match_info["status"]), text="said so")

@routes.get("/compressed/{how}")
async def compressed(request):
    response = web.Response(text="compressed " * 1000)
    response.enable_compression(web.ContentCoding(request.match_info["how"]))
    return response

@routes.get("/brotli")
async def brotli(request):
    return web.Response(body=b"\x0b\x02\x80hello\x03", headers={"Content-Encoding": "br"})

@routes.get("/cookies/set")
async def set_cookies(request):
    response = web.Response(text="set")
    for name, value in request.query.items():
        response.set_cookie(name, value)
    return response

@routes.get("/cookies")
async def cookies(request):
    return web.json_response(dict(request.cookies))

@routes.get("/cookies/drop/{name}")
async def drop_cookie(request):
    response = web.Response(text="dropped")
    response.del_cookie(request.match_info["name"])
    return response

@routes.post("/upload")
async def upload(request):
    size, digest, pieces = 0, hashlib.sha256(), 0
    async for piece in request.content.iter_any():
        size, pieces = size + len(piece), pieces + 1
        digest.update(piece)
    return web.json_response({"size": size, "sha256": digest.hexdigest(), "chunked": request.headers.get("Transfer-Encoding", ""),
                              "type": request.content_type})

@routes.post("/form")
async def form(request):
    data = await request.post()
    return web.json_response([[name, value if isinstance(value, str) else [value.filename, value.content_type, value.file.read().decode()]]
                              for name, value in data.items()])

@routes.get("/lines")
async def lines(request):
    response = web.StreamResponse()
    await response.prepare(request)
    for i in range(5):
        await response.write(b"line %d\n" % i)
    return response

@routes.get("/charset/{charset}")
async def charset(request):
    charset = request.match_info["charset"]
    return web.Response(body="gr\u00fc\u00df dich".encode(charset), content_type="text/plain", charset=charset)

@routes.get("/never")
async def never(request):
    await asyncio.sleep(3600)

@routes.get("/half")
async def half(request):
    response = web.StreamResponse(headers={"Content-Length": "100"})
    await response.prepare(request)
    await response.write(b"x" * 50)
    await asyncio.sleep(3600)

@routes.get("/auth")
async def auth(request):
    return web.Response(text=request.headers.get("Authorization", "none"))

async def main():
    app = web.Application(middlewares=[count], client_max_size=1 << 30)
    app.add_routes(routes)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=512)
    await site.start()
    print(site._server.sockets[0].getsockname()[1], flush=True)
    print(os.getpid(), flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
