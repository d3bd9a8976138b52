#include <sys/stat.h>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

using Datagrams = std::vector<std::pair<std::string, Address>>;

/// Keeps what it receives, and gives one datagram at a time.
struct Mailbox : DatagramProtocol {
    Queue<std::pair<std::string, Address>> received;
    Queue<std::string> errors;
    std::vector<std::string> heard;
    void connection_made(DatagramTransport&) override { heard.push_back("made"); }
    void datagram_received(std::string_view data, const Address& from) override { received.put_nowait({std::string(data), from}); }
    void error_received(std::exception_ptr error) override { errors.put_nowait(type_name(error)); }
    void pause_writing() override { heard.push_back("pause"); }
    void resume_writing() override { heard.push_back("resume"); }
    void connection_lost(std::exception_ptr error) override { heard.push_back("lost " + type_name(error)); }
};

/// Sends back what it receives.
struct Echo : DatagramProtocol {
    DatagramTransport* transport = nullptr;
    void connection_made(DatagramTransport& made) override { transport = &made; }
    void datagram_received(std::string_view data, const Address& from) override { transport->sendto("<" + std::string(data) + ">", from); }
};

Mailbox* new_mailbox() { return new Mailbox; }

Address address_of(const Counted<DatagramTransport>& transport) { return transport->get_extra_info("sockname"); }

template <class T>
Coroutine<std::string> refusal(Coroutine<T> coroutine) {
    try {
        co_await std::move(coroutine);
    } catch (const Exception& e) {
        co_return type_name(e) + ": " + e.message();
    }
    co_return "";
}

}  // namespace

TEST_CASE("datagrams go to and fro, over IPv4, IPv6 and by name") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (const char* host : {"127.0.0.1", "::1", "localhost"}) {
            auto [server, echo] = co_await loop.create_datagram_endpoint([] { return new Echo; }, {.local_addr = {host, 0}});
            const Address there = address_of(server);
            auto [client, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.remote_addr = {host, there.port()}});
            client->sendto("one");
            client->sendto("");             // is none
            client->sendto("two", there);   // which it is connected to
            CHECK(co_await mailbox->received.get() == std::pair(std::string("<one>"), there));
            CHECK((co_await mailbox->received.get()).first == "<two>");
            CHECK(static_cast<Address>(client->get_extra_info("peername")) == there);
            CHECK(static_cast<Socket>(client->get_extra_info("socket")).type() == SOCK_DGRAM);
            CHECK(!server->get_extra_info("peername"));
            CHECK_THROWS_AS(client->sendto("x", Address("127.0.0.1", 1)), ValueError);
            client->close();
            client->close();
            server->abort();
            CHECK(client->is_closing());
            co_await sleep(0);
            CHECK(mailbox->heard == std::vector<std::string>{"made", "lost None"});
            client->sendto("nobody");       // is no error
        }
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a loop that is closed over an open endpoint lets it go, though its protocol refers to it") {
    struct Keeper : DatagramProtocol {
        Counted<DatagramTransport> transport;
        void connection_made(DatagramTransport& made) override { transport = Counted<DatagramTransport>(&made); }
    };
    const long before = open_descriptors();
    Counted<DatagramTransport> kept;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (int i = 0; i < 2; ++i)
            kept = (co_await loop.create_datagram_endpoint([] { return new Keeper; }, {.local_addr = {"127.0.0.1", 0}})).first;
    });
    kept->sendto("nobody is told", Address("127.0.0.1", 1));
    kept = nullptr;
    CHECK(open_descriptors() == before);
}

TEST_CASE("an unconnected endpoint sends to whom it is told") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [a, one] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}});
        auto [b, two] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}});
        auto [c, sender] = co_await loop.create_datagram_endpoint(new_mailbox, {.family = AF_INET});
        c->sendto("to one", address_of(a));
        c->sendto("to two", address_of(b));
        CHECK((co_await one->received.get()).first == "to one");
        CHECK((co_await two->received.get()).first == "to two");
        c->sendto("where?");
        CHECK((co_await sender->errors.get()) == "OSError");   // destination address required
        c->sendto(std::string(70'000, 'x'), address_of(a));
        CHECK((co_await sender->errors.get()) == "OSError");   // message too long
        c->sendto("still open", address_of(a));
        CHECK((co_await one->received.get()).first == "still open");
    });
}

TEST_CASE("a port where nobody listens is told to error_received, and the endpoint stays open") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Socket nobody(AF_INET, SOCK_DGRAM);
        nobody.bind(Address("127.0.0.1", 0));
        const Address there = nobody.getsockname();
        nobody.close();
        auto [client, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.remote_addr = there});
        client->sendto("hello?");
        CHECK(co_await mailbox->errors.get() == "ConnectionRefusedError");
        Socket somebody(AF_INET, SOCK_DGRAM);
        somebody.bind(there);
        client->sendto("hello!");
        CHECK((co_await loop.sock_recvfrom(somebody, 100)).first == "hello!");
    });
}

TEST_CASE("Unix datagrams: full, paused, drained and resumed; nothing is lost") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        const std::string path = folder / "socket";
        auto [server, unused] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = path.c_str(), .family = AF_UNIX});
        server->abort();
        co_await sleep(0);
        Socket slow(AF_UNIX, SOCK_DGRAM);                     // whose reader takes its time
        std::filesystem::remove(path);
        slow.bind(path);
        auto [client, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.remote_addr = path.c_str(), .family = AF_UNIX});
        client->set_write_buffer_limits(100, 20);
        CHECK_THROWS_WITH(client->set_write_buffer_limits(1, 2), "high (1) must be >= low (2) must be >= 0");
        CHECK_THROWS_WITH(client->set_write_buffer_limits({}, -1), "high (-4) must be >= low (-1) must be >= 0");
        int sent = 0;
        for (; client->get_write_buffer_size() <= 100; ++sent) client->sendto("datagram " + std::to_string(sent));
        CHECK(mailbox->heard == std::vector<std::string>{"made", "pause"});
        client->close();                                      // after what is buffered
        for (int i = 0; i < sent; ++i) CHECK((co_await loop.sock_recvfrom(slow, 100)).first == "datagram " + std::to_string(i));
        while (mailbox->heard.size() < 4) co_await sleep(0);
        CHECK(mailbox->heard == std::vector<std::string>{"made", "pause", "resume", "lost None"});
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a Unix socket that was left behind is replaced") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        const std::string path = folder / "socket";
        for (int i = 0; i < 2; ++i) {
            auto [endpoint, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = path, .family = AF_UNIX});
            Socket sender(AF_UNIX, SOCK_DGRAM);
            CHECK(co_await loop.sock_sendto(sender, "x", Address(path)) == 1);
            auto [data, from] = co_await mailbox->received.get();
            CHECK(data == "x");
            CHECK(from.path() == "");
            endpoint->close();
            co_await sleep(0);
        }
    });
}

TEST_CASE("a socket that exists becomes an endpoint; others are refused as in Python") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Socket mine(AF_INET, SOCK_DGRAM);
        mine.bind(Address("127.0.0.1", 0));
        auto [endpoint, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, mine);
        CHECK(address_of(endpoint) == mine.getsockname());
        CHECK_THROWS_AS(loop.add_reader(mine, [] {}), RuntimeError);
        const Socket stream(AF_INET);
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, stream)) ==
              "ValueError: A UDP Socket was expected, got " + repr(stream));
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, DatagramOptions{})) == "ValueError: unexpected address family");
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, {.local_addr = "path"})) == "TypeError: 2-tuple is expected");
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"x", 1}, .family = AF_UNIX})) ==
              "TypeError: string is expected");
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}, .remote_addr = {"::1", 9}})) ==
              "ValueError: can not get address information");
        CHECK(co_await refusal(loop.create_datagram_endpoint(new_mailbox, {.local_addr = address_of(endpoint)})) ==
              "OSError: [Errno 98] Address already in use");
    });
}

TEST_CASE("ports can be shared, and broadcasts allowed") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto [first, a] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}, .reuse_port = true});
        auto [second, b] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = address_of(first), .reuse_port = true});
        CHECK(address_of(first) == address_of(second));
        auto [loud, c] = co_await loop.create_datagram_endpoint(new_mailbox, {.remote_addr = {"127.255.255.255", 9}, .allow_broadcast = true});
        CHECK(static_cast<Socket>(loud->get_extra_info("socket")).getsockopt(SOL_SOCKET, SO_BROADCAST) == 1);
        CHECK(!loud->get_extra_info("peername"));
        loud->sendto("to all");
        CHECK(c->errors.empty());
    });
}

TEST_CASE("sock_recvfrom and sock_sendto wait, and can be cancelled") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Socket a(AF_INET, SOCK_DGRAM), b(AF_INET, SOCK_DGRAM);
        a.bind(Address("127.0.0.1", 0));
        b.bind(Address("127.0.0.1", 0));
        auto reading = create_task(loop.sock_recvfrom(a, 100));
        co_await sleep(0);
        CHECK(co_await loop.sock_sendto(b, "first", a.getsockname()) == 5);
        CHECK(co_await reading == std::pair(std::string("first"), b.getsockname()));

        std::string buffer = "..........";
        auto into = create_task(loop.sock_recvfrom_into(a, buffer, 3));
        co_await sleep(0);
        b.sendto("abcdef", a.getsockname());
        CHECK(co_await into == std::pair(std::size_t{3}, b.getsockname()));
        CHECK(buffer == "abc.......");

        CHECK_THROWS_AS(co_await wait_for(loop.sock_recvfrom(a, 100), 0.001), TimeoutError);
        CHECK(!loop.remove_reader(a));
        CHECK_THROWS_AS(co_await loop.sock_sendto(b, "x", Address("/no/such/socket")), OSError);

        auto [left, right] = socketpair(AF_UNIX, SOCK_DGRAM);
        CHECK_THROWS_AS([&] { for (;;) left.send("full"); }(), BlockingIOError);
        auto sending = create_task(loop.sock_sendall(left, "last"));
        co_await sleep(0);
        CHECK(!sending.done());
        while (!sending.done()) {
            co_await loop.sock_recvfrom(right, 10);
            co_await sleep(0);
        }
    });
}

TEST_CASE("Python answers datagrams") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Python peer("import socket\ns = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.bind((\"127.0.0.1\", 0))\n"
                    "print(s.getsockname()[1], flush=True)\n"
                    "for _ in range(3):\n    data, sender = s.recvfrom(65536)\n    s.sendto(data.upper(), sender)");
        const int port = std::stoi(peer.line());
        auto [client, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.remote_addr = {"127.0.0.1", port}});
        for (const std::string& data : {std::string("abc"), std::string(60'000, 'd'), std::string("ef")}) {
            client->sendto(data);
            std::string upper = data;
            for (char& c : upper) c = static_cast<char>(std::toupper(c));
            CHECK((co_await mailbox->received.get()).first == upper);
        }
    });
}

TEST_CASE("a start that is cancelled closes the socket; so does the loop's end") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        auto starting = create_task(loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}}));
        co_await sleep(0);
        starting.cancel();
        CHECK_THROWS_AS(co_await starting, CancelledError);
        co_await sleep(0);
        auto [open, mailbox] = co_await loop.create_datagram_endpoint(new_mailbox, {.local_addr = {"127.0.0.1", 0}});
    });
    CHECK(open_descriptors() == before);
}
