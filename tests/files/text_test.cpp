#include "tests/catch.hpp"
#include "trying.hpp"

using namespace trying;
using Texts = std::vector<std::string>;

TEST_CASE("text goes into a file and comes back: characters are counted, bytes are on the disk") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "a.txt", "w");
        CHECK(co_await f.write("caf\xc3\xa9\n\xe4\xb8\xad\xe6\x96\x87\n") == 8);
        co_await f.close();
        f = co_await files::open(folder / "a.txt");
        CHECK(co_await f.read(4) == "caf\xc3\xa9");
        CHECK(co_await f.readline() == "\n");
        CHECK(co_await f.readline(1) == "\xe4\xb8\xad");
        CHECK(co_await f.read() == "\xe6\x96\x87\n");
        CHECK(co_await f.read() == "");
        CHECK(co_await f.readline() == "");
        co_await f.close();
    });
    CHECK(content_of(folder / "a.txt") == "caf\xc3\xa9\n\xe4\xb8\xad\xe6\x96\x87\n");
}

TEST_CASE("what is written here Python reads, and the other way round, under a name that is not ASCII") {
    Folder folder;
    const std::string path = folder / "\xe6\x96\x87\xe4\xbb\xb6 \xc3\xa9.txt";
    run_really([&]() -> Coroutine<> {
        co_await async_with(files::open(path, "w"), [](files::File& f) -> Coroutine<> {
            co_await f.writelines({"one\n", "\xf0\x9f\x98\x80\n"});
        });
        Python other("text = open(\"" + path + "\").read(); print(ascii(text))\n"
                     "open(\"" + path + "\", \"a\").write(text[::-1])");
        CHECK(other.line() == R"('one\n\U0001f600\n')");
        CHECK(other.rest() == "");
        auto f = co_await files::open(path);
        CHECK(co_await f.readlines() == Texts{"one\n", "\xf0\x9f\x98\x80\n", "\n", "\xf0\x9f\x98\x80\n", "eno"});
    });
    CHECK(conformance::output_of("cat '" + path + "'") == "one\n\xf0\x9f\x98\x80\n\n\xf0\x9f\x98\x80\neno");
}

TEST_CASE("each mode opens, creates, empties and refuses as Python's does") {
    Folder folder;
    const auto try_out = [&](std::string mode, bool there) -> Coroutine<std::string> {
        const std::string path = folder / "f";
        there ? put(path, "old") : void(std::remove(path.c_str()));
        const auto use = [&](files::File& f) -> Coroutine<std::string> {
            const std::string read = co_await outcome(f.read());
            const std::string wrote = co_await outcome(f.write("new"));
            co_return f.mode() + " " + read + " " + wrote;
        };
        const std::string did = co_await outcome(async_with(files::open(path, mode), use));
        co_return did + " " + content_of(path);
    };
    run_really([&]() -> Coroutine<> {
        const std::string missing = "[Errno 2] No such file or directory: '" + folder / "f" + "'", exists = "[Errno 17] File exists: '" + folder / "f" + "'";
        CHECK(co_await try_out("r", true) == "r old UnsupportedOperation: not writable old");
        CHECK(co_await try_out("r+", true) == "r+ old 3 oldnew");
        CHECK(co_await try_out("w", true) == "w UnsupportedOperation: not readable 3 new");
        CHECK(co_await try_out("w+", true) == "w+  3 new");
        CHECK(co_await try_out("a", true) == "a UnsupportedOperation: not readable 3 oldnew");
        CHECK(co_await try_out("a+", true) == "a+  3 oldnew");
        CHECK(co_await try_out("x", true) == "FileExistsError: " + exists + " old");
        CHECK(co_await try_out("x+", false) == "x+  3 new");
        CHECK(co_await try_out("r", false) == "FileNotFoundError: " + missing + " ");
        CHECK(co_await try_out("r+", false) == "FileNotFoundError: " + missing + " ");
        CHECK(co_await try_out("wb", false) == "wb UnsupportedOperation: read 3 new");
        CHECK(co_await try_out("w+b", false) == "rb+  3 new");
        CHECK(co_await try_out("ab+", true) == "ab+  3 oldnew");
        CHECK(co_await try_out("rt", true) == "rt old UnsupportedOperation: not writable old");
    });
}

TEST_CASE("a mode or an option that makes no sense is refused in Python's words, when open is awaited") {
    Folder folder;
    const auto refused = [&](std::string mode, files::OpenOptions options = {}) -> Coroutine<std::string> {
        co_return co_await outcome(async_with(files::open(folder / "f", mode, options), [] { return asyncio::sleep(0); }));
    };
    run_really([&]() -> Coroutine<> {
        CHECK(co_await refused("rw") == "ValueError: must have exactly one of create/read/write/append mode");
        CHECK(co_await refused("q") == "ValueError: invalid mode: 'q'");
        CHECK(co_await refused("rr") == "ValueError: invalid mode: 'rr'");
        CHECK(co_await refused("rbt") == "ValueError: can't have text and binary mode at once");
        CHECK(co_await refused("") == "ValueError: Must have exactly one of create/read/write/append mode and at most one plus");
        CHECK(co_await refused("+") == "ValueError: Must have exactly one of create/read/write/append mode and at most one plus");
        CHECK(co_await refused("w", {.buffering = 0}) == "ValueError: can't have unbuffered text I/O");
        CHECK(co_await refused("wb", {.encoding = "utf-8"}) == "ValueError: binary mode doesn't take an encoding argument");
        CHECK(co_await refused("wb", {.errors = "strict"}) == "ValueError: binary mode doesn't take an errors argument");
        CHECK(co_await refused("wb", {.newline = "\n"}) == "ValueError: binary mode doesn't take a newline argument");
        CHECK(co_await refused("w", {.newline = "x"}) == "ValueError: illegal newline value: x");
        CHECK(co_await refused("w", {.encoding = "latin-9"}) == "LookupError: unknown encoding: latin-9");
        CHECK(co_await refused("w", {.errors = "hope"}) == "LookupError: unknown error handler name 'hope'");
        CHECK(co_await refused("w", {.closefd = false}) == "ValueError: Cannot use closefd=False with file name");
        CHECK(co_await outcome(files::os::stat(folder / "f")) ==
              "FileNotFoundError: [Errno 2] No such file or directory: '" + folder / "f" + "'");
        const std::string cut("a\0b", 3);
        CHECK(co_await outcome(opened(files::open(cut))) == "ValueError: embedded null byte");
        CHECK(co_await outcome(opened(files::open(folder / "."))) ==
              "IsADirectoryError: [Errno 21] Is a directory: '" + folder / "." + "'");
        CHECK(co_await outcome(opened(files::open(-5))) == "ValueError: negative file descriptor");
    });
}

TEST_CASE("the lines come one by one in a range-for with co_await, and with next()") {
    Folder folder;
    put(folder / "f", "one\ntwo\r\n\nlast");
    Texts lines, again;
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f");
        auto all = f.lines();
        for (auto it = co_await all.begin(); it != all.end(); co_await ++it) lines.push_back(*it);
        co_await f.seek(4);
        auto rest = f.lines();
        while (auto line = co_await rest.next()) again.push_back(*line);
    });
    CHECK(lines == Texts{"one\n", "two\n", "\n", "last"});
    CHECK(again == Texts{"two\n", "\n", "last"});
}

TEST_CASE("newline says what ends a line, and what a written one becomes") {
    Folder folder;
    const auto read = [&](std::optional<std::string> newline) -> Coroutine<Texts> {
        put(folder / "f", "a\nb\r\nc\rd");
        co_return co_await (co_await files::open(folder / "f", "r", {.newline = newline})).readlines();
    };
    const auto written = [&](std::optional<std::string> newline) -> Coroutine<std::string> {
        auto f = co_await files::open(folder / "f", "w", {.newline = newline});
        co_await f.write("a\nb\r\n");
        co_await f.close();
        co_return content_of(folder / "f");
    };
    run_really([&]() -> Coroutine<> {
        CHECK(co_await read({}) == Texts{"a\n", "b\n", "c\n", "d"});
        CHECK(co_await read("") == Texts{"a\n", "b\r\n", "c\r", "d"});
        CHECK(co_await read("\n") == Texts{"a\n", "b\r\n", "c\rd"});
        CHECK(co_await read("\r") == Texts{"a\nb\r", "\nc\r", "d"});
        CHECK(co_await read("\r\n") == Texts{"a\nb\r\n", "c\rd"});
        CHECK(co_await written({}) == "a\nb\r\n");
        CHECK(co_await written("\r") == "a\rb\r\r");
        CHECK(co_await written("\r\n") == "a\r\nb\r\r\n");
    });
}

TEST_CASE("bytes that are no UTF-8 are a UnicodeDecodeError with Python's words and places, or what `errors` says") {
    Folder folder;
    const auto read = [&](std::string bytes, std::optional<std::string> errors = {}) -> Coroutine<std::string> {
        put(folder / "f", bytes);
        auto f = co_await files::open(folder / "f", "r", {.errors = errors});
        co_return co_await outcome(f.read());
    };
    run_really([&]() -> Coroutine<> {
        CHECK(co_await read("ab\xff") == "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte");
        CHECK(co_await read("\xe4\xb8") == "UnicodeDecodeError: 'utf-8' codec can't decode bytes in position 0-1: unexpected end of data");
        CHECK(co_await read("a\xc3(") == "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xc3 in position 1: invalid continuation byte");
        CHECK(co_await read("\xed\xa0\x80") == "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xed in position 0: invalid continuation byte");
        CHECK(co_await read("a\xff" "b\xe4\xb8", "ignore") == "ab");
        CHECK(co_await read("a\xff" "b\xe4\xb8", "replace") == "a\xef\xbf\xbd" "b\xef\xbf\xbd");
        CHECK(co_await read("a\xff" "b\xe4\xb8", "surrogateescape") == "a\xff" "b\xe4\xb8");
        put(folder / "f", "");
        auto f = co_await files::open(folder / "f", "r+");
        CHECK(co_await outcome(f.write("x\x80")) ==
              "UnicodeEncodeError: 'utf-8' codec can't encode character '\\udc80' in position 1: surrogates not allowed");
        co_await f.close();
        CHECK(content_of(folder / "f") == "");
    });
}

TEST_CASE("a place that tell gave is found again by seek; text allows no other arithmetic") {
    Folder folder;
    put(folder / "f", "\xc3\xa9t\xc3\xa9\nhiver\n");
    run_really([&]() -> Coroutine<> {
        auto f = co_await files::open(folder / "f", "r+");
        co_await f.read(2);
        const auto place = co_await f.tell();
        CHECK(place == 3);
        CHECK(co_await f.read() == "\xc3\xa9\nhiver\n");
        CHECK(co_await f.seek(place) == place);
        CHECK(co_await f.readline() == "\xc3\xa9\n");
        CHECK(co_await outcome(f.seek(1, 1)) == "UnsupportedOperation: can't do nonzero cur-relative seeks");
        CHECK(co_await outcome(f.seek(-1, 2)) == "UnsupportedOperation: can't do nonzero end-relative seeks");
        CHECK(co_await outcome(f.seek(-1)) == "ValueError: negative seek position -1");
        CHECK(co_await outcome(f.seek(0, 7)) == "ValueError: invalid whence (7, should be 0, 1 or 2)");
        CHECK(co_await f.truncate(6) == 6);
        CHECK(co_await f.seek(0, 2) == 6);
        co_await f.write("!");
        co_await f.seek(0);
        CHECK(co_await f.read() == "\xc3\xa9t\xc3\xa9\n!");
    });
}

TEST_CASE("a line-buffered file shows each line to others as soon as it is complete, another after flush or close") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        auto lines = co_await files::open(folder / "lines", "w", {.buffering = 1});
        co_await lines.write("one\ntw");
        CHECK(content_of(folder / "lines") == "one\ntw");
        co_await lines.write("o");
        CHECK(content_of(folder / "lines") == "one\ntw");
        auto block = co_await files::open(folder / "block", "w");
        co_await block.write("one\n");
        CHECK(content_of(folder / "block") == "");
        co_await block.flush();
        CHECK(content_of(folder / "block") == "one\n");
        co_await block.write("two");
        co_await block.close();
        CHECK(content_of(folder / "block") == "one\ntwo");
    });
}

TEST_CASE("what Python gives by its name alone may be given so, and what open() was told can be asked for") {
    Folder folder;
    run_really([&]() -> Coroutine<> {
        co_await files::os::makedirs(folder / "a/b");
        co_await files::os::makedirs(folder / "a/b", {.exist_ok = true});
        CHECK((co_await outcome(files::os::makedirs(folder / "a/b", {.mode = 0700}))).starts_with("FileExistsError"));
        auto out = co_await files::open(folder / "a/b/f", "w");
        CHECK(co_await out.write(std::string_view("line\nrest").substr(0, 5)) == 5);
        CHECK(co_await out.write("more") == 4);
        CHECK(out.encoding() == "UTF-8");
        CHECK(out.errors() == "strict");
        co_await out.close();
        auto in = co_await files::open(folder / "a/b/f", {.encoding = "utf-8", .errors = "replace"});
        CHECK(co_await in.read() == "line\nmore");
        CHECK(in.mode() == "r");
        CHECK(in.encoding() == "utf-8");
        CHECK(in.errors() == "replace");
        auto again = co_await files::open(in.fileno(), {.closefd = false});
        CHECK(co_await again.read() == "");
        auto bytes = co_await files::open(folder / "a/b/f", "rb");
        CHECK_THROWS_AS(bytes.encoding(), AttributeError);
        CHECK_THROWS_AS(bytes.errors(), AttributeError);
    });
}
