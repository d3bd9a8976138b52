#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>

#include "http_exchange.hpp"
#include "tests/catch.hpp"

using namespace exchange;

namespace {

/// A folder with files of a known age, one of them beside it.
struct Files {
    Folder folder;
    const std::string modified = "Sun, 06 Nov 1994 08:49:37 GMT";
    Files() {
        std::filesystem::create_directories(folder / "www/sub");
        write("www/a.txt", "0123456789");
        write("www/page.html", "<p>");
        write("www/empty", "");
        write("www/a&b.json", "{}");
        write("www/sub/inner.txt", "inner");
        write("www/packed.js", "long");
        write("www/packed.js.gz", "short");
        write("secret", "secret");
        std::filesystem::create_symlink(folder / "secret", folder / "www/out");
        std::filesystem::create_symlink("a.txt", folder / "www/in");
        std::filesystem::create_symlink(folder / "secret", folder / "www/a.txt.gz");
        write("www/hidden", "x");
        chmod((folder / "www/hidden").c_str(), 0);
        REQUIRE(mkfifo((folder / "www/pipe").c_str(), 0600) == 0);
    }
    void write(const std::string& name, const std::string& text) {
        std::ofstream(folder / name) << text;
        const timespec times[2] = {{784111777, 0}, {784111777, 0}};
        utimensat(AT_FDCWD, (folder / name).c_str(), times, 0);
    }
    std::string www() const { return folder / "www"; }
};

const std::string etag = "\"ae1b981bc490a00-a\"";   // of a.txt: its time in nanoseconds, its size

Coroutine<std::string> ask(Where place, std::string target, std::string headers = {}) { return say(place, get_once(target, headers)); }
Coroutine<std::string> status(Where place, std::string target, std::string headers = {}) {
    const std::string answer = co_await ask(place, target, headers);
    co_return answer.substr(9, 3) + answer.substr(answer.find("\n\n") + 1);
}

}  // namespace

TEST_CASE("a file is sent with its type, its age and its tag") {
    Files files;
    http::Application app;
    app.router().add_static("/s/", files.www());
    const auto reports = serving(app, [&](Where place) -> Coroutine<> {
        const std::string head = "HTTP/1.1 200 OK\nContent-Type: text/plain\nETag: " + etag + "\nLast-Modified: " + files.modified +
                                 "\nAccept-Ranges: bytes\nContent-Length: 10\nConnection: close\n\n";
        CHECK(co_await ask(place, "/s/a.txt") == head + "0123456789");
        CHECK(co_await say(place, "HEAD /s/a.txt HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n") == head);
        CHECK((co_await ask(place, "/s/page.html")).find("Content-Type: text/html\n") != std::string::npos);
        CHECK((co_await ask(place, "/s/a%26b.json")).find("Content-Type: application/json\n") != std::string::npos);
        CHECK(co_await status(place, "/s/empty") == "200\n");
        CHECK(co_await status(place, "/s/sub/inner.txt") == "200\ninner");
        CHECK(co_await status(place, "/s/in") == "200\n0123456789");
        CHECK((co_await status(place, "/s/none")).starts_with("404"));
        CHECK((co_await status(place, "/s/a.txt/x")).starts_with("404"));
        CHECK((co_await status(place, "/s/pipe")).starts_with("404"));
        CHECK((co_await status(place, "/s/sub")).starts_with("403"));
        CHECK((co_await status(place, "/s/")).starts_with("403"));
        CHECK((co_await status(place, "/s")).starts_with("403"));
        CHECK((co_await status(place, "/sa.txt")).starts_with("404"));
        if (geteuid() != 0) CHECK((co_await status(place, "/s/hidden")).starts_with("403"));
    });
    CHECK(reports.empty());
}

TEST_CASE("a client that takes gzip gets the file that is packed already") {
    Files files;
    http::Application app;
    app.router().add_static("/s", files.www());
    serving(app, [](Where place) -> Coroutine<> {
        CHECK(co_await status(place, "/s/packed.js") == "200\nlong");
        const std::string answer = co_await ask(place, "/s/packed.js", "Accept-Encoding: br, gzip\r\n");
        CHECK(answer.ends_with("\n\nshort"));
        for (const char* header : {"\nContent-Type: text/javascript\n", "\nContent-Encoding: gzip\n", "\nVary: Accept-Encoding\n"})
            CHECK(answer.find(header) != answer.npos);
        CHECK(co_await status(place, "/s/a.txt", "Accept-Encoding: gzip\r\n") == "200\n0123456789");
    });
}

TEST_CASE("nothing outside of the folder is ever sent") {
    Files files;
    http::Application app;
    app.router().add_static("/s", files.www());
    app.router().add_static("/links", files.www(), {.follow_symlinks = true});
    serving(app, [&](Where place) -> Coroutine<> {
        for (const std::string name : {"/../secret", "/%2e%2e/secret", "/..%2Fsecret", "/%2E%2E%2Fsecret", "/sub/../../secret", "//../secret",
                                       "/sub/..%2f..%2fsecret", "/....//secret", "/..", "/%2e%2e", "/a.txt%00.png", "/%00", "/..%5Csecret",
                                       "/%252e%252e%252fsecret"})
            for (const std::string prefix : {"/s", "/links"}) {
                INFO(prefix + name);
                const std::string answer = co_await ask(place, prefix + name);
                CHECK(answer.substr(9, 3) == "404");
                CHECK(answer.find("\n\nsecret") == answer.npos);
            }
        for (const std::string& absolute : std::vector<std::string>{"/s/" + (files.folder / "secret"), "/s//etc/passwd", "/s/%2Fetc%2Fpasswd", "/links/%2Fetc%2Fpasswd"})
            CHECK((co_await status(place, absolute)).starts_with("404"));
        CHECK((co_await status(place, "/s/out")).starts_with("404"));
        CHECK(co_await status(place, "/links/out") == "200\nsecret");
        for (const std::string prefix : {"/s", "/links"})   // a packed form that leads elsewhere is none
            CHECK(co_await status(place, prefix + "/a.txt", "Accept-Encoding: gzip\r\n") == "200\n0123456789");
        CHECK(co_await status(place, "/s/sub/../a.txt") == "200\n0123456789");   // it stays inside
    });
}

TEST_CASE("a part of a file is sent when it is asked for, and refused when there is no such part") {
    Files files;
    http::Application app;
    app.router().add_static("/s", files.www());
    serving(app, [&](Where place) -> Coroutine<> {
        const std::string answer = co_await ask(place, "/s/a.txt", "Range: bytes=2-4\r\n");
        CHECK(answer == "HTTP/1.1 206 Partial Content\nContent-Type: text/plain\nETag: " + etag + "\nLast-Modified: " + files.modified +
                            "\nAccept-Ranges: bytes\nContent-Range: bytes 2-4/10\nContent-Length: 3\nConnection: close\n\n234");
        for (const auto& [range, expected] : std::vector<std::pair<std::string, std::string>>{
                 {"0-", "206\n0123456789"}, {"7-", "206\n789"}, {"-3", "206\n789"}, {"-30", "206\n0123456789"}, {"9-99", "206\n9"}, {"0-0", "206\n0"},
                 {"8-9223372036854775806", "206\n89"}, {"8-9223372036854775807", "206\n89"}, {"8-99999999999999999999", "206\n89"},
                 {"-9223372036854775808", "206\n0123456789"}})
            CHECK(co_await status(place, "/s/a.txt", "Range: bytes=" + range + "\r\n") == expected);
        for (const std::string range : {"10-", "5-4", "x", "-", "1-2,4-5", "--1", "99999999999999999999-", "9223372036854775807-"}) {
            const std::string refused = co_await ask(place, "/s/a.txt", "Range: bytes=" + range + "\r\n");
            CHECK(refused.starts_with("HTTP/1.1 416 Requested Range Not Satisfiable\nContent-Range: bytes */10\n"));
        }
        for (const auto& [condition, expected] : std::vector<std::pair<std::string, std::string>>{
                 {files.modified, "206\n01"}, {"Sun, 06 Nov 1994 08:49:36 GMT", "200\n0123456789"}, {etag, "206\n01"},
                 {"\"other\"", "200\n0123456789"}, {"W/" + etag, "200\n0123456789"}})
            CHECK(co_await status(place, "/s/a.txt", "Range: bytes=0-1\r\nIf-Range: " + condition + "\r\n") == expected);
    });
}

TEST_CASE("a client that has the file already, or wants only the one that it knows, is told") {
    Files files;
    http::Application app;
    app.router().add_static("/s", files.www());
    serving(app, [&](Where place) -> Coroutine<> {
        const std::string unchanged = "HTTP/1.1 304 Not Modified\nETag: " + etag + "\nLast-Modified: " + files.modified + "\nConnection: close\n\n";
        const std::string earlier = "Sun, 06 Nov 1994 08:49:36 GMT", all = "200\n0123456789";
        CHECK(co_await ask(place, "/s/a.txt", "If-None-Match: " + etag + "\r\n") == unchanged);
        CHECK(co_await ask(place, "/s/a.txt", "If-None-Match: \"x\", " + etag + "\r\n") == unchanged);
        CHECK(co_await ask(place, "/s/a.txt", "If-None-Match: *\r\n") == unchanged);
        CHECK(co_await ask(place, "/s/a.txt", "If-Modified-Since: " + files.modified + "\r\n") == unchanged);
        CHECK(co_await status(place, "/s/a.txt", "If-None-Match: \"x\"\r\nIf-Modified-Since: " + files.modified + "\r\n") == all);
        CHECK(co_await status(place, "/s/a.txt", "If-Modified-Since: " + earlier + "\r\n") == all);
        CHECK(co_await status(place, "/s/a.txt", "If-Modified-Since: nonsense\r\n") == all);
        CHECK(co_await status(place, "/s/a.txt", "If-Match: " + etag + "\r\n") == all);
        CHECK((co_await status(place, "/s/a.txt", "If-Match: \"x\"\r\n")).starts_with("412"));
        CHECK((co_await status(place, "/s/a.txt", "If-Unmodified-Since: " + earlier + "\r\n")).starts_with("412"));
        CHECK(co_await status(place, "/s/a.txt", "If-Unmodified-Since: " + files.modified + "\r\n") == all);
    });
}

TEST_CASE("a folder is listed if that is wanted") {
    Files files;
    std::ofstream(files.folder / "www/sub/<b> ü") << "x";
    http::Application app;
    app.router().add_post("/s", [](http::Request&) -> Coroutine<http::Response> { co_return http::Response({.text = "posted"}); });
    app.router().add_static("/s", files.www(), {.show_index = true});
    serving(app, [](Where place) -> Coroutine<> {
        const std::string page = co_await ask(place, "/s/sub");
        CHECK(page.find("Content-Type: text/html; charset=utf-8\n") != page.npos);
        CHECK(page.find("<h1>Index of /sub</h1>") != page.npos);
        CHECK(page.find("<li><a href=\"/s/sub/%3Cb%3E%20%C3%BC\">&lt;b&gt; ü</a></li>") != page.npos);
        CHECK(co_await status(place, "/s/sub/%3Cb%3E%20%C3%BC") == "200\nx");
        CHECK((co_await say(place, "POST /s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")).ends_with("\n\nposted"));
        for (const std::string folder : {"/s/", "/s"})
            CHECK((co_await ask(place, folder)).find("<a href=\"/s/sub/\">sub/</a>") != std::string::npos);
    });
}

TEST_CASE("a big file arrives whole, and a handler may send one, too") {
    Files files;
    std::string bytes(5'000'000, ' ');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>('a' + i * i % 23);
    files.write("big", bytes);
    http::Application app;
    app.router().add_get("/", [&](http::Request&) -> Coroutine<http::FileResponse> {
        http::FileResponse response(files.folder / "big");
        response.headers().set("Content-Type", "application/x-big");
        response.headers().set("X", "y");
        co_return response;
    });
    serving(app, [&](Where place) -> Coroutine<> {
        const std::string answer = co_await ask(place, "/");
        CHECK(answer.starts_with("HTTP/1.1 200 OK\nContent-Type: application/x-big\nX: y\n"));
        CHECK(answer.substr(answer.find("\n\n") + 2) == bytes);
        std::filesystem::remove(files.folder / "big");
        CHECK((co_await status(place, "/")).starts_with("404"));
    });
}
