#include <fcntl.h>

#include "loopback.hpp"
#include "no_descriptors.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace net_faults_test {

Coroutine<> echo(StreamReader reader, StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        writer.write(line);
        co_await writer.drain();
    }
    writer.close();
}

int port_of(const Server& server) { return server.sockets().at(0).getsockname().port(); }

void reset(const StreamWriter& writer) {
    const Socket socket = writer.get_extra_info("socket");
    const linger at_once{1, 0};
    setsockopt(socket.fileno(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    writer.transport().abort();
}

}  // namespace net_faults_test

using namespace net_faults_test;

#ifndef UBSAN
TEST_CASE("a server that has no descriptor left reports it once a second, and accepts when there are some again") {
    const auto reports = reports_of([]() -> Coroutine<> {
        Folder folder;
        Loop& loop = get_running_loop();
        Server server = co_await start_unix_server(echo, folder / "s", {.backlog = 10});
        std::vector<Socket> clients;
        for (int i = 0; i < 5; ++i) clients.emplace_back(AF_UNIX).connect(folder / "s");
        const auto report = loop.get_exception_handler();
        loop.set_exception_handler([&](Loop& self, const ErrorContext& context) {
            CHECK(context.socket == server.sockets().at(0));
            report(self, context);
        });
        {
            NoMoreDescriptors none;
            co_await sleep(2.5);
        }
        for (Socket& client : clients) {
            client.send("still there\n");
            CHECK(co_await loop.sock_recv(client, 100) == "still there\n");
        }
        CHECK(loop.time() == 3.0);
        server.close();
    });
    const std::string report = "socket.accept() out of system resource: OSError(24, 'Too many open files')";
    CHECK(reports == std::vector{report, report, report});
}

TEST_CASE("a server that is closed while it waits for descriptors is not heard of again") {
    const auto reports = reports_of([]() -> Coroutine<> {
        Folder folder;
        Server server = co_await start_unix_server(echo, folder / "s");
        Socket client(AF_UNIX);
        client.connect(folder / "s");
        {
            NoMoreDescriptors none;
            co_await sleep(0.5);
        }
        server.close();
        co_await sleep(5);
    });
    CHECK(reports.size() == 1);
}
#endif

TEST_CASE("a peer may reset at any time: whoever reads or writes is told, the server serves on, no descriptor stays") {
    run_really([]() -> Coroutine<> { co_return; });   // libuv keeps two from the first loop on
    const long before = open_descriptors();
    std::vector<std::string> ends;
    run_really([&]() -> Coroutine<> {
        auto work = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            try {
                const std::string order = co_await reader.readline();
                if (order == "echo\n") writer.write(order);
                if (order == "read\n") co_await reader.read();
                while (order == "write\n") {
                    writer.write(std::string(100'000, 'x'));
                    co_await writer.drain();
                }
                ends.push_back("done");
            } catch (const Exception& error) {
                ends.push_back(repr(error));
            }
            writer.close();
        };
        Server server = co_await start_server(work, "127.0.0.1", 0);
        const std::string lost = "ConnectionResetError(104, 'Connection reset by peer')";
        for (const auto& [order, end] : std::vector<std::pair<std::string, std::string>>{
                 {"", lost}, {"half a li", lost}, {"read\n", lost}, {"read\nand more", lost}, {"write\n", lost}, {"echo\n", "done"}}) {
            INFO(order);
            ends.clear();
            auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server));
            writer.write(order);
            co_await sleep(0.005);
            reset(writer);
            while (ends.empty()) co_await sleep(0.0005);
            CHECK(ends == std::vector{end});
        }
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server));
        writer.write("echo\n");
        CHECK(co_await reader.read() == "echo\n");
        writer.close();
        server.close();
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a file that is sent to a peer who has gone is a BrokenPipeError, and no signal ends the program") {
    Folder folder;
    std::ofstream(folder / "f") << "text";
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const OwnedDescriptor file(::open((folder / "f").c_str(), O_RDONLY));
        for (const bool fallback : {true, false}) {
            auto [here, there] = socketpair();
            here.setblocking(false);
            there.close();
            try {
                co_await loop.sock_sendfile(here, file.fileno(), 0, {}, fallback);
                CHECK(false);
            } catch (const OSError& error) {
                CHECK(fallback);
                CHECK(type_name(error) == "BrokenPipeError");
            } catch (const SendfileNotAvailableError&) {
                CHECK(!fallback);
            }
        }
    });
}

TEST_CASE("a file that waits behind what is buffered fails at once, with what broke the connection") {
    Folder folder;
    std::ofstream(folder / "f") << "text";
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const OwnedDescriptor file(::open((folder / "f").c_str(), O_RDONLY));
        auto [here, there] = socketpair();
        auto [reader, writer] = co_await open_connection(here);
        writer.write(std::string(4'000'000, 'x'));
        auto sending = create_task(loop.sendfile(Counted<Transport>(&writer.transport()), file.fileno()));
        co_await sleep(0);
        there.close();
        CHECK_THROWS_AS(co_await sending, BrokenPipeError);
        CHECK(writer.is_closing());
    });
}

TEST_CASE("a storm of clients that connect and are cancelled at once leaves the server as it was") {
    run_really([]() -> Coroutine<> { co_return; });
    const long before = open_descriptors();
    int served = 0;
    run_really([&]() -> Coroutine<> {
        auto count = [&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            ++served;
            co_await echo(reader, writer);
        };
        Folder folder;
        Server server = co_await start_unix_server(count, folder / "s", {.backlog = 1000});
        auto visit = [&]() -> Coroutine<std::string> {
            auto [reader, writer] = co_await open_unix_connection(folder / "s");
            writer.write("hello\n");
            const std::string answer = co_await reader.readline();
            writer.close();
            co_return answer;
        };
        for (int round = 0; round < 10; ++round) {
            std::vector<Task<std::string>> visits;
            for (int i = 0; i < 100; ++i) visits.push_back(create_task(visit()));
            for (int turn = 0; turn < round; ++turn) co_await sleep(0);   // each time further on its way
            for (auto& task : visits) task.cancel();
            co_await gather(std::move(visits), return_exceptions);
        }
        CHECK(co_await visit() == "hello\n");
        server.close();
        co_await server.wait_closed();
    });
    CHECK(served <= 1001);
    CHECK(served >= 1);
    CHECK(open_descriptors() == before);
}

TEST_CASE("a server whose connection tasks are cancelled while it accepts takes the next connections") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        Server server = co_await start_unix_server(echo, folder / "s");
        for (int round = 0; round < 6; ++round) {
            std::vector<Socket> clients;
            for (int i = 0; i < 20; ++i) clients.emplace_back(AF_UNIX).connect(folder / "s");
            for (int turn = 0; turn < round; ++turn) co_await sleep(0);
            for (AnyTask& task : all_tasks())
                if (task != current_task()) task.cancel();
            co_await sleep(0);
            co_await sleep(0);
        }
        auto [reader, writer] = co_await open_unix_connection(folder / "s");
        writer.write("hello\n");
        CHECK(co_await reader.readline() == "hello\n");
        writer.close();
        server.close();
    });
}
