"""Streams over TLS: who is at the other end, an end that is said, TLS that begins later, an end that is cut short.
Matrix: TLS-01, TLS-02, TLS-06, TLS-07, TLS-09, TLS-10"""
import asyncio, os, socket, ssl, tempfile

KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaezRwsimuS+agHl+
2Nx8G8znl2AlJA/fwXtF3g/qAZ2hRANCAARxLyFdmTzFRe/mvh9EB+O8v7OLn4DI
vKIvGntZ+OZLnQry0nyDCjx7NVstaDbPOmfiRqV98nNqfxckMfN6xp5t
-----END PRIVATE KEY-----
"""
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBwzCCAWugAwIBAgIUIER0D3iRpkXxh5ZEfgOyIvSSRKYwCgYIKoZIzj0EAwIw
KTETMBEGA1UECgwKQXdhaXRzY29wZTESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2
MTEyNzAzMTA0NFoYDzIxMjYxMTAzMDMxMDQ0WjApMRMwEQYDVQQKDApBd2FpdHNj
b3BlMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARxLyFdmTzFRe/mvh9EB+O8v7OLn4DIvKIvGntZ+OZLnQry0nyDCjx7NVstaDbP
OmfiRqV98nNqfxckMfN6xp5to28wbTAdBgNVHQ4EFgQUvKLpDgGGmaWFTEDsBWk6
Y23QCX0wHwYDVR0jBBgwFoAUvKLpDgGGmaWFTEDsBWk6Y23QCX0wDwYDVR0TAQH/
BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0EAwID
RgAwQwIgU4kyNSvvhzfvBhW1A/M6oGLVUf2GG37pZwPscTfzNeICH0NU3Wfw+rwH
9c9acsQBOcf1JBTbMQg0X9blx98+fRo=
-----END CERTIFICATE-----
"""


async def shout(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    print("the client has ended")
    writer.close()


async def greet(context, reader, writer):
    print("asked for", await reader.readline())
    writer.write(b"go on\n")
    await writer.drain()
    await writer.start_tls(context)
    await shout(reader, writer)


async def talk(reader, writer, *lines):
    for line in lines:
        writer.write(line)
        answer = await reader.readline()
        print("answer", answer[:6], len(answer))


async def ask(path, context):
    reader, writer = await asyncio.open_unix_connection(path, ssl=context, server_hostname="localhost")
    certificate = writer.get_extra_info("peercert")
    print([pair for name in certificate["subject"] for pair in name], list(certificate["subjectAltName"]))
    print(writer.get_extra_info("ssl_object").version(), writer.can_write_eof())
    await talk(reader, writer, b"one\n", b"two\n", b"three " * 10_000 + b"\n")
    writer.close()
    await writer.wait_closed()
    print("at the end:", reader.at_eof(), reader.exception())


async def begin_later(path, context):
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"TLS\n")
    print("in clear:", await reader.readline())
    print("before:", writer.get_extra_info("ssl_object"))
    await writer.start_tls(context, server_hostname="localhost")
    print("after:", writer.get_extra_info("ssl_object").version())
    await talk(reader, writer, b"secret\n")
    writer.close()
    await writer.wait_closed()


class Told(asyncio.Protocol):
    def connection_made(self, transport):
        print("made")
    def connection_lost(self, exc):
        print("lost", exc)


async def cut_short(serving, believing):
    loop = asyncio.get_running_loop()
    one, other = socket.socketpair()
    accepting = asyncio.create_task(loop.connect_accepted_socket(Told, other, ssl=serving))
    client, _ = await loop.create_connection(Told, sock=one, ssl=believing, server_hostname="localhost")
    server, _ = await accepting
    server.pause_reading()
    client.write(b"x" * 1_000_000)
    client.close()
    await asyncio.sleep(0.1)
    client.abort()   # its shutdown has been waiting for the other end
    await asyncio.sleep(0.1)
    server.abort()
    await asyncio.sleep(0.1)


async def main():
    with tempfile.TemporaryDirectory() as d:
        certificate, key = os.path.join(d, "certificate"), os.path.join(d, "key")
        for name, text in (certificate, CERTIFICATE), (key, KEY):
            with open(name, "w") as file:
                file.write(text)
        serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        serving.load_cert_chain(certificate, key)
        believing = ssl.create_default_context(cadata=CERTIFICATE)

        path = os.path.join(d, "tls")
        async with await asyncio.start_unix_server(shout, path, ssl=serving):
            await ask(path, believing)

        path = os.path.join(d, "later")
        async with await asyncio.start_unix_server(lambda reader, writer: greet(serving, reader, writer), path):
            await begin_later(path, believing)

        await cut_short(serving, believing)

asyncio.run(main())
