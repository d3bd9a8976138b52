#include <fcntl.h>

#include <random>

#include "certificates.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

TEST_CASE("eight megabytes go both ways at once over TLS, however slowly one side reads") {
    run_really([]() -> Coroutine<> {
        const std::string sent = pattern(8'000'000);
        const auto send = [&](StreamWriter writer) -> Coroutine<> {
            for (std::size_t at = 0; at < sent.size(); at += 1'000'000) {
                writer.write(std::string_view(sent).substr(at, 1'000'000));
                co_await writer.drain();
            }
        };
        const auto receive = [&](StreamReader reader, bool slowly) -> Coroutine<std::string> {
            std::string got;
            while (got.size() < sent.size()) {
                got += co_await reader.read(slowly ? 20'000 : 1'000'000);
                if (slowly) co_await sleep(0);
            }
            co_return got;
        };
        Event served;
        Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            auto [none, got] = co_await gather(send(writer), receive(reader, true));
            CHECK(got == sent);
            CHECK(co_await reader.read() == "");
            writer.close();
            served.set();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
        auto [none, got] = co_await gather(send(writer), receive(reader, false));
        CHECK(got == sent);
        writer.close();
        co_await writer.wait_closed();
        co_await served.wait();
        server.close();
    });
}

TEST_CASE("who does not read over TLS holds the writer up") {
    run_really([]() -> Coroutine<> {
        constexpr std::size_t pieces = 40;
        const std::string piece = pattern(1'000'000);
        Event go_on, served;
        Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await go_on.wait();
            std::size_t all = 0;
            for (std::string got; !(got = co_await reader.read(100'000)).empty();) all += got.size();
            CHECK(all == pieces * piece.size());
            writer.close();
            served.set();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
        CHECK(writer.transport().get_write_buffer_limits() == std::pair<std::size_t, std::size_t>(128 * 1024, 512 * 1024));
        std::size_t sent = 0;
        const auto send = [&, w = writer]() -> Coroutine<> {
            for (; sent < pieces; ++sent) {
                w.write(piece);
                co_await w.drain();
            }
        };
        const Task<> sending = create_task(send());
        for (int i = 0; i < 1000; ++i) co_await sleep(0);
        CHECK_FALSE(sending.done());
        CHECK(writer.transport().get_write_buffer_size() > 512 * 1024);
        go_on.set();
        co_await sending;
        writer.close();
        co_await writer.wait_closed();
        co_await served.wait();
        server.close();
    });
}

TEST_CASE("a peer that says good-bye first over TLS still gets all that was written to it") {
    std::string said;
    run_really([&]() -> Coroutine<> {
        Event served;
        Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readexactly(4);
            for (int i = 0; i < 20; ++i) writer.write(std::string(1'000'000, 'x'));
            CHECK(co_await reader.read() == "");
            CHECK(writer.is_closing());
            co_await writer.wait_closed();
            served.set();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        Python client(python_contexts() + R"(
import select, socket
sock = socket.create_connection(("127.0.0.1", )" + std::to_string(port_of(server)) + R"())
incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
context = client_context()
context.maximum_version = ssl.TLSVersion.TLSv1_2   # 1.3 sends tickets in between
tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
def until(step):
    while True:
        try: return step()
        except ssl.SSLWantReadError:
            sock.sendall(outgoing.read())
            incoming.write(sock.recv(1000000))
until(tls.do_handshake)
tls.write(b"ping")
sock.sendall(outgoing.read())
select.select([sock], [], [])
try: tls.unwrap()
except ssl.SSLWantReadError: pass
sock.sendall(outgoing.read())
count = 0
try:
    while got := until(lambda: tls.read(1000000)): count += len(got)
except ssl.SSLZeroReturnError: pass
print(count)
)");
        said = co_await to_thread([&] { return client.rest(); });
        co_await served.wait();
        server.close();
    });
    CHECK(said == "20000000\n");
}

TEST_CASE("many small writes over TLS come in order") {
    run_really([]() -> Coroutine<> {
        Server server = co_await start_server([&](StreamReader, StreamWriter writer) -> Coroutine<> {
            for (int i = 0; i < 5000; ++i) writer.write(std::to_string(i) + "\n");
            co_await writer.drain();
            writer.close();
            co_await writer.wait_closed();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server), {.ssl = client_context()});
        int expected = 0;
        while (auto line = co_await reader.next()) CHECK(*line == std::to_string(expected++) + "\n");
        CHECK(expected == 5000);
        writer.close();
        server.close();
    });
}

TEST_CASE("sendfile goes through TLS, too, by reading the file") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        const std::string content = pattern(3'000'000);
        std::ofstream(folder / "file") << content;
        Server server = co_await start_server([&](StreamReader, StreamWriter writer) -> Coroutine<> {
            Loop& loop = get_running_loop();
            const Counted<Transport> transport(&writer.transport());
            const int file = open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
            writer.write("before ");
            CHECK(co_await loop.sendfile(transport, file) == content.size());
            CHECK(lseek(file, 0, SEEK_CUR) == static_cast<off_t>(content.size()));
            CHECK(co_await loop.sendfile(transport, file, 10, 5) == 5);
            CHECK_THROWS_AS(co_await loop.sendfile(transport, file, 0, {}, false), RuntimeError);
            close(file);
            CHECK(transport->is_reading());
            writer.write(" after");
            co_await writer.drain();
            writer.close();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
        CHECK(co_await reader.readexactly(7) == "before ");
        CHECK(co_await reader.readexactly(3'000'000) == content);
        CHECK(co_await reader.read() == content.substr(10, 5) + " after");
        writer.close();
        server.close();
    });
}

namespace tls_flow_test {

/// What either end of a connection may do, in any order, until it has had enough.
Coroutine<> misbehave(StreamReader reader, StreamWriter writer, std::mt19937& random, bool client) {
    const auto chance = [&](unsigned n) { return random() % n == 0; };
    for (;;) {
        switch (random() % 9) {
        case 0: writer.write(std::string(random() % 400'000, 'x')); break;
        case 1: writer.write("line\n"); break;
        case 2: if (chance(2)) co_await writer.drain(); break;
        case 3: co_await reader.read(static_cast<long>(random() % 100'000)); break;
        case 4: for (unsigned i = random() % 10; i > 0; --i) co_await sleep(0); break;
        case 5: if (chance(3)) co_return writer.close(); break;
        case 6: if (chance(6)) co_return writer.transport().abort(); break;
        case 7: if (chance(6)) co_return; break;   // forgets it
        case 8:
            if (chance(8)) co_await writer.start_tls(client ? client_context() : server_context(), {.server_hostname = "localhost"});
            break;
        }
        if (reader.at_eof() && chance(2)) co_return writer.close();
    }
}

}  // namespace tls_flow_test

TEST_CASE("a storm over TLS, whatever both ends do and wherever they are cancelled, ends and leaves no descriptor behind") {
    const long before = open_descriptors();
    for (unsigned seed = 1; seed <= 2; ++seed) {
        std::mt19937 random(seed);
        std::vector<std::string> strange;
        Program program(Clock::virtual_time);
        program.set_error_output([](std::string_view) {});
        program.run([&] {
            run([&]() -> Coroutine<> {
                get_running_loop().set_exception_handler([&](Loop&, const ErrorContext& context) {
                    if (!isinstance<OSError>(context.exception)) strange.push_back(context.message + ": " + repr(context.exception));
                });
                Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) {
                    return tls_flow_test::misbehave(reader, writer, random, false);
                }, "127.0.0.1", 0, {.ssl = server_context(), .ssl_handshake_timeout = 5, .ssl_shutdown_timeout = 5});
                const auto client = [&]() -> Coroutine<> {
                    auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server), {.ssl = client_context(), .ssl_shutdown_timeout = 5});
                    co_await tls_flow_test::misbehave(reader, writer, random, true);
                };
                std::vector<Task<>> clients;
                for (int i = 0; i < 40; ++i) clients.push_back(create_task(client()));
                for (const Task<>& task : clients) {
                    for (unsigned turns = random() % 30; turns > 0; --turns) co_await sleep(0);
                    if (random() % 3 == 0) task.cancel();
                }
                co_await wait(clients, {.timeout = 100});   // some wait for each other for ever
                co_await open_connection("localhost", port_of(server), {.ssl = client_context()});   // it serves on
                server.close();
            }());
        });
        CAPTURE(seed);
        CHECK(strange == std::vector<std::string>());
        CHECK(open_descriptors() == before);
    }
}
