#include <poll.h>

#include "loopback.hpp"
#include "runtime/net/connection.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

/// Says something at once, and counts those whose connection was lost.
struct Talker : Protocol {
    static inline int lost = 0;
    void connection_made(Transport& made) override { made.write("hello"); }
    void connection_lost(std::exception_ptr) override { ++lost; }
};

/// Keeps what comes.
struct Reader : Protocol {
    std::string received;
    void data_received(std::string_view data) override { received += data; }
};

AddressInfo at(const Socket& socket) { return {AF_INET, SOCK_STREAM, 0, socket.getsockname()}; }

/// A socket that listens, and has no room for one connection more: whoever connects waits.
struct Deaf {
    Socket listener{AF_INET};
    std::vector<Socket> clients;
    Deaf() {
        listener.bind(Address("127.0.0.1", 0));
        listener.listen(0);
        do clients.push_back(attempt()); while (is_connected(clients.back()));
    }
    static bool is_connected(const Socket& client) {   // as far as the queue has room the system answers at once
        pollfd fd{client.fileno(), POLLOUT, 0};
        return poll(&fd, 1, 0) > 0;
    }
    Socket attempt() {
        Socket client(AF_INET);
        try {
            client.connect(listener.getsockname());
        } catch (const BlockingIOError&) {}
        return client;
    }
};

}  // namespace

TEST_CASE("addresses of several families are tried in turn") {
    const auto info = [](const char* host) { return AddressInfo{Address(host, 80).family(), SOCK_STREAM, 0, Address(host, 80)}; };
    const std::vector<AddressInfo> infos{info("::1"), info("::2"), info("::3"), info("::4"), info("10.0.0.1"), info("10.0.0.2")};
    const auto hosts = [](const std::vector<AddressInfo>& infos) {
        std::string text;
        for (const AddressInfo& one : infos) text += one.address.host() + " ";
        return text;
    };
    CHECK(hosts(interleave_addrinfos(infos)) == "::1 10.0.0.1 ::2 10.0.0.2 ::3 ::4 ");
    CHECK(hosts(interleave_addrinfos(infos, 2)) == "::1 ::2 10.0.0.1 ::3 10.0.0.2 ::4 ");
    CHECK(hosts(interleave_addrinfos(infos, 9)) == "::1 ::2 ::3 ::4 10.0.0.1 10.0.0.2 ");
    CHECK(interleave_addrinfos({}).empty());
}

TEST_CASE("happy_eyeballs_delay: the next address is tried when the first does not answer; who comes late is closed") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Server server = co_await loop.create_server([&] { return new Talker; }, "127.0.0.1", 0);
        const AddressInfo good = at(server.sockets().at(0));
        const Deaf deaf;
        Talker::lost = 0;
        Socket unheard(AF_INET);
        unheard.bind(Address("127.0.0.1", 0));   // it does not listen: refused at once
        const long before = open_descriptors();
        const auto connect = [&](std::vector<AddressInfo> infos, std::optional<Seconds> delay) {
            return connect_to_one_of(loop, infos, {}, {.happy_eyeballs_delay = delay});
        };
        Socket socket = co_await connect({at(deaf.listener), good}, 0.001);
        CHECK(socket.getpeername() == good.address);
        socket.close();
        socket = co_await connect({at(unheard), good}, 3600);
        CHECK(socket.getpeername() == good.address);
        socket.close();
        CHECK_THROWS_AS(co_await connect({at(unheard), at(unheard)}, 0.001), ConnectionRefusedError);
        auto given_up = create_task(connect({at(deaf.listener), at(deaf.listener)}, 0.001));
        CHECK_THROWS_AS(co_await wait_for(given_up, 0.01), TimeoutError);
        while (all_tasks().size() > 1) co_await sleep(0);
        while (Talker::lost < 2) co_await sleep(0);   // both that won
        CHECK(open_descriptors() == before);
        server.close();
        CHECK(all_tasks().size() == 1);
    });
}

TEST_CASE("open_connection and create_connection take happy_eyeballs_delay and interleave") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Server server = co_await loop.create_server([] { return new Talker; }, "127.0.0.1", 0);
        const int port = server.sockets().at(0).getsockname().port();
        auto [reader, writer] = co_await open_connection("localhost", port, {.happy_eyeballs_delay = 0.25, .interleave = 2});
        CHECK(co_await reader.readexactly(5) == "hello");
        writer.close();
        auto [transport, protocol] = co_await loop.create_connection([] { return new Reader; }, "localhost", port, {.happy_eyeballs_delay = 0.25});
        while (protocol->received.size() < 5) co_await sleep(0);
        transport->close();
        server.close();
    });
}
