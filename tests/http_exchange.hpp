#pragma once
#include "loopback.hpp"
#include "runtime/http/http.hpp"

/// An HTTP server, and clients that say to it what they like, byte by byte.
namespace exchange {

using namespace asyncio;
using namespace loopback;

/// Where a server listens: at a port of 127.0.0.1, or at a Unix socket's path.
struct Where {
    int port = 0;
    std::string path = {};
    std::string url(const std::string& target) const { return "http://127.0.0.1:" + std::to_string(port) + target; }
};

/// What was received, to be compared: line ends as "\n" (others as "<LF>"), without the headers Date and Server.
inline std::string shown(const std::string& bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes.compare(i, 2, "\r\n") == 0) text += '\n', ++i;
        else if (bytes[i] == '\n') text += "<LF>";
        else text += bytes[i];
    for (const char* name : {"\nDate: ", "\nServer: "})
        for (auto at = text.find(name); at != text.npos; at = text.find(name)) text.erase(at, text.find('\n', at + 1) - at);
    return text;
}

/// A client's connection.
class Client {
public:
    static Coroutine<Client> connect(Where place) {
        if (place.path.empty()) co_return Client(co_await open_connection("127.0.0.1", place.port));
        co_return Client(co_await open_unix_connection(place.path));
    }
    void send(std::string_view bytes) const { writer_.write(bytes); }
    /// One response, whose body is as long as its Content-Length says.
    Coroutine<std::string> response() const { return read_response(reader_, true); }
    Coroutine<std::string> head() const { return read_response(reader_, false); }
    /// All that still comes, until the server closes the connection.
    Coroutine<std::string> rest() const { return read_rest(reader_); }
    void end() const { writer_.write_eof(); }
    void close() const { writer_.close(); }
    /// Goes as a crash does: the server is told that the connection is reset.
    void reset() const {
        const Socket socket = writer_.get_extra_info("socket");
        const linger at_once{1, 0};
        setsockopt(socket.fileno(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        writer_.transport().abort();
    }
    const StreamReader& reader() const { return reader_; }
    const StreamWriter& writer() const { return writer_; }

private:
    explicit Client(StreamPair pair) : reader_(pair.first), writer_(pair.second) {}
    static Coroutine<std::string> read_response(StreamReader reader, bool has_body) {
        std::string text = co_await reader.readuntil("\r\n\r\n");
        const auto length = text.find("Content-Length: ");
        if (has_body && length != text.npos) text += co_await reader.readexactly(std::stoul(text.substr(length + 16)));
        co_return shown(text);
    }
    static Coroutine<std::string> read_rest(StreamReader reader) { co_return shown(co_await reader.read()); }

    StreamReader reader_;
    StreamWriter writer_;
};

/// Says `bytes` to the server, and gives all that it answers until it closes the connection.
inline Coroutine<std::string> say(Where place, std::string bytes) {
    const Client client = co_await Client::connect(place);
    client.send(bytes);
    const std::string answer = co_await client.rest();
    client.close();
    co_return answer;
}

/// The line that a request's answer begins with.
inline Coroutine<std::string> status_of(Where place, std::string request) {
    const std::string answer = co_await say(place, request);
    co_return answer.substr(0, answer.find('\n'));
}

inline std::string get(const std::string& target, const std::string& headers = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}
/// The same, of a client that wants no other.
inline std::string get_once(const std::string& target, const std::string& headers = {}) {
    return get(target, headers + "Connection: close\r\n");
}

/// Waits for a fact, turn by turn: what it is about happens in this process or at its sockets.
template <class Fact>
Coroutine<> until(Fact fact) {
    while (!fact()) co_await sleep(0.0005);
}

/// Serves the application at a port of its own, on the real clock, while `story(place)` goes on. What the loop's
/// exception handler is told is in the result.
template <class Story>
std::vector<std::string> serving(http::Application& app, Story story, http::RunnerOptions options = {}) {
    std::vector<std::string> reports;
    run_really([&]() -> Coroutine<> {
        get_running_loop().set_exception_handler([&](Loop&, const ErrorContext& context) {
            reports.push_back(context.message + ": " + repr(context.exception));
        });
        http::AppRunner runner(app, options);
        co_await runner.setup();
        http::TCPSite site(runner, "127.0.0.1", 0);
        co_await site.start();
        co_await story(Where{site.port()});
        co_await runner.cleanup();
    });
    return reports;
}

/// The same at a Unix socket, on the virtual clock: what takes a minute is over at once.
template <class Story>
std::vector<std::string> serving_virtually(http::Application& app, Story story, http::RunnerOptions options = {}) {
    std::vector<std::string> reports;
    Folder folder;
    Program program(Clock::virtual_time);
    program.set_error_output([](std::string_view) {});
    auto main = [&]() -> Coroutine<> {
        get_running_loop().set_exception_handler([&](Loop&, const ErrorContext& context) {
            reports.push_back(context.message + ": " + repr(context.exception));
        });
        http::AppRunner runner(app, options);
        co_await runner.setup();
        co_await http::UnixSite(runner, folder / "s").start();
        co_await story(Where{0, folder / "s"}, runner);
        co_await runner.cleanup();
    };
    program.run([&] { run(main()); });
    return reports;
}

}  // namespace exchange
