#!/usr/bin/env python3
"""Does through aiofiles what standard input says, and prints what each call gave: a result or an exception.
"Ellipsis" is where Python cannot tell its position, or only in a number that is more than one: from there on the
session is its own.

    session PATH MODE NEWLINE ERRORS BUFFERING CONTENT    begins with a new file; "-" is an option that is not given
    call NAME ARGUMENT...                                 i7: a number, x6162: the bytes "ab"
    end                                                   closes the file, prints what is in it

tests/files/session.hpp says the same to our files.
"""
import asyncio
import sys

import aiofiles


def option(word, convert=str):
    return None if word == "-" else convert(word)


def text_of(hexadecimal):
    return bytes.fromhex(hexadecimal).decode("utf-8", "surrogateescape")


def argument(word, binary):
    if word[0] == "i":
        return int(word[1:])
    return bytes.fromhex(word[1:]) if binary else text_of(word[1:])


def shown(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(shown, value)) + "]"
    if isinstance(value, str):
        value = value.encode("utf-8", "surrogateescape")
    if isinstance(value, (bytes, bytearray)):
        return "'" + "".join(chr(b) if 32 <= b < 127 and b not in b"\\'" else f"\\x{b:02x}" for b in value) + "'"
    return str(... if isinstance(value, int) and value >= 2**63 else value)  # the state of the decoder is in it


class Session:
    def __init__(self, words):
        self.path, self.mode, newline, errors, buffering, content = words
        self.binary = "b" in self.mode
        self.options = {"buffering": int(buffering)}
        if newline != "-":
            self.options["newline"] = text_of(newline[1:])
        if errors != "-":
            self.options["errors"] = errors
        if not self.binary:
            self.options["encoding"] = "utf-8"
        if content != "-":
            with open(self.path, "wb") as file:
                file.write(bytes.fromhex(content[1:]))
        self.told = []

    async def begin(self):
        self.file = await aiofiles.open(self.path, self.mode, **self.options)

    async def call(self, name, *words):
        arguments = [argument(word, self.binary) for word in words]
        if name == "readinto":
            buffer = bytearray(arguments[0])
            size = await self.file.readinto(buffer)
            return bytes(buffer[:size])
        if name == "tell":
            self.told.append(await self.file.tell())
            return self.told[-1]
        if name == "return":  # to the position that tell() gave
            return await self.file.seek(self.told[arguments[0] % len(self.told)]) if self.told else None
        if name == "writelines":
            return await self.file.writelines(arguments)
        if name in ("closed", "mode"):
            return getattr(self.file, name)
        if name == "readable":
            readable = self.file.readable()   # a coroutine for text, as it happens
            return readable if isinstance(readable, bool) else await readable
        return await getattr(self.file, name)(*arguments)

    def content(self):
        with open(self.path, "rb") as file:
            return file.read()


async def said(awaitable):
    try:
        return shown(await awaitable)
    except Exception as e:
        if "telling position disabled by next()" in str(e):  # after readlines() that stopped early, or failed
            return shown(...)
        return f"{type(e).__name__}: {e}"


async def main():
    session = None
    for line in sys.stdin:
        kind, *words = line.split()
        if kind == "session":
            session = Session(words)
            print(await said(session.begin()))
        elif kind == "call":
            print(await said(session.call(*words)))
        else:
            print(await said(session.file.close()))
            print(shown(session.content()))
            session = None


sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
asyncio.run(main())
