#include <fcntl.h>
#include <netdb.h>
#include <unistd.h>

#include <fstream>

#include "loopback.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace {

/// Sends back what it receives, and counts its connections.
struct Echo : Protocol {
    explicit Echo(std::vector<std::string>& heard) : heard(heard) {}
    std::vector<std::string>& heard;
    Counted<Transport> transport;
    void connection_made(Transport& made) override {
        heard.push_back("made");
        transport = Counted<Transport>(&made);
    }
    void data_received(std::string_view data) override { transport->write("<" + std::string(data) + ">"); }
    bool eof_received() override { heard.push_back("eof"); return false; }
    void connection_lost(std::exception_ptr) override {
        heard.push_back("lost");
        transport = nullptr;
    }
};

/// Says something at once.
struct Talker : Protocol {
    Talker(std::vector<std::string>& heard, const std::string& words) : heard(heard), words(words) {}
    std::vector<std::string>& heard;
    const std::string& words;
    void connection_made(Transport& made) override {
        heard.push_back("made");
        made.write(words);
    }
    void connection_lost(std::exception_ptr) override { heard.push_back("lost"); }
};

/// Stops reading at each piece and at the end, says so, and leaves the rest to others. It has no more than a pointer to
/// its transport.
struct Hesitant : Protocol {
    explicit Hesitant(Queue<std::string>& heard, bool& gone) : heard(heard), gone(gone) {}
    ~Hesitant() override { gone = true; }
    Queue<std::string>& heard;
    bool& gone;
    Transport* transport = nullptr;
    void connection_made(Transport& made) override { transport = &made; }
    void data_received(std::string_view data) override {
        transport->pause_reading();
        heard.put_nowait(std::string(data));
    }
    bool eof_received() override {
        heard.put_nowait("eof");
        return true;
    }
};

/// Waits for what comes until the end.
struct Reader : Protocol {
    std::string received;
    Future<> lost = get_running_loop().create_future<>();
    void data_received(std::string_view data) override { received += data; }
    void connection_lost(std::exception_ptr) override { lost.set_result(); }
};

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

TEST_CASE("connections and servers with protocols of one's own, over TCP and Unix sockets") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        std::vector<std::string> heard;
        const auto echo = [&] { return new Echo(heard); };
        const auto reader = [] { return new Reader; };
        Server tcp = co_await loop.create_server(echo, "127.0.0.1", 0);
        Server unix_server = co_await loop.create_unix_server(echo, folder / "socket");
        const int port = tcp.sockets()[0].getsockname().port();
        auto [a, over_tcp] = co_await loop.create_connection(reader, "127.0.0.1", port);
        auto [b, over_unix] = co_await loop.create_unix_connection(reader, folder / "socket");
        for (const auto& [transport, protocol] : {std::pair(a, over_tcp), std::pair(b, over_unix)}) {
            CHECK(transport->get_protocol() == protocol.get());
            transport->write("hello");
            transport->write_eof();
            co_await protocol->lost;
            CHECK(protocol->received == "<hello>");
        }
        CHECK(heard == std::vector<std::string>{"made", "made", "eof", "lost", "eof", "lost"});
        tcp.close();
        unix_server.close();
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("a transport that is paused, or whose peer has ended, is there until connection_lost though nobody refers to it") {
    const long before = open_descriptors();
    bool gone = false;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Queue<std::string> heard;
        Hesitant* hesitant = nullptr;
        Server server = co_await loop.create_server([&] { return hesitant = new Hesitant(heard, gone); }, "127.0.0.1", 0);
        const int port = server.sockets()[0].getsockname().port();
        auto [transport, reader] = co_await loop.create_connection([] { return new Reader; }, "127.0.0.1", port);
        transport->write("one");
        CHECK(co_await heard.get() == "one");
        co_await sleep(0);
        REQUIRE_FALSE(gone);
        hesitant->transport->resume_reading();
        transport->write("two");
        CHECK(co_await heard.get() == "two");
        hesitant->transport->resume_reading();
        transport->write_eof();
        CHECK(co_await heard.get() == "eof");
        co_await sleep(0);
        REQUIRE_FALSE(gone);
        hesitant->transport->write("answer");
        hesitant->transport->close();
        co_await reader->lost;
        CHECK(reader->received == "answer");
        CHECK(gone);

        gone = false;                        // and one that stays paused goes with the loop
        auto [left, other] = co_await loop.create_connection([] { return new Reader; }, "127.0.0.1", port);
        left->write("three");
        CHECK(co_await heard.get() == "three");
        server.close();
    });
    CHECK(gone);
    CHECK(open_descriptors() == before);
}

TEST_CASE("a loop that is closed over open connections lets them go, though protocols and transports refer to each other") {
    const long before = open_descriptors();
    std::vector<std::string> heard;
    run_really([&]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Server server = co_await loop.create_server([&] { return new Echo(heard); }, "127.0.0.1", 0);
        const Address there = server.sockets()[0].getsockname();
        auto [transport, protocol] = co_await loop.create_connection([&] { return new Echo(heard); }, there.host(), there.port());
        while (heard.size() < 2) co_await sleep(0);
    });
    CHECK(heard == std::vector<std::string>{"made", "made"});
    CHECK(open_descriptors() == before);
}

TEST_CASE("a server closes its clients' connections, in order or at once, and is over when they are") {
    const long before = open_descriptors();
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const std::string large(16'000'000, 'x');   // more than the system takes
        for (const bool at_once : {false, true}) {
            std::vector<std::string> heard;
            Server server = co_await loop.create_server([&] { return new Talker(heard, large); }, "127.0.0.1", 0);
            const int port = server.sockets()[0].getsockname().port();
            std::vector<std::pair<Counted<Transport>, Counted<Reader>>> clients;
            for (std::size_t i = 1; i <= 2; ++i) {
                clients.push_back(co_await loop.create_connection([] { return new Reader; }, "127.0.0.1", port));
                clients.back().first->pause_reading();
                while (heard.size() < i) co_await sleep(0);
            }
            at_once ? server.abort_clients() : server.close_clients();
            CHECK(server.is_serving());
            auto over = create_task(server.wait_closed());
            co_await sleep(0);
            server.close();
            for (auto& [transport, reader] : clients) {
                transport->resume_reading();
                co_await reader->lost;
                CHECK((reader->received.size() == large.size()) == !at_once);
            }
            co_await over;
            CHECK(heard == std::vector<std::string>{"made", "made", "lost", "lost"});
            server.close_clients();   // there are none
            server.abort_clients();
        }
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("all_errors tells what was wrong with each address; keep_alive is asked of the system") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        const auto reader = [] { return new Reader; };
        Server server = co_await loop.create_server(reader, "127.0.0.1", 0, {.keep_alive = true});
        int kept = 0;
        socklen_t size = sizeof kept;
        CHECK(getsockopt(server.sockets()[0].fileno(), SOL_SOCKET, SO_KEEPALIVE, &kept, &size) == 0);
        CHECK(kept == 1);
        const int port = server.sockets()[0].getsockname().port();
        server.close();
        std::string group;
        try {
            co_await loop.create_connection(reader, "127.0.0.1", port, {.all_errors = true});
        } catch (const ExceptionGroup& errors) {
            group = str(errors) + ": " + type_name(errors.exceptions().at(0));
        }
        CHECK(group == "create_connection failed (1 sub-exception): ConnectionRefusedError");
        CHECK((co_await refusal(loop.create_connection(reader, "127.0.0.1", port))).starts_with("ConnectionRefusedError: [Errno 111]"));
    });
}

TEST_CASE("sockets that exist become servers and connections; others are refused") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        std::vector<std::string> heard;
        const auto echo = [&] { return new Echo(heard); };
        Socket listener(AF_INET);
        listener.bind(Address("127.0.0.1", 0));
        Server server = co_await loop.create_server(echo, listener, {.start_serving = false});
        CHECK(!server.is_serving());
        co_await server.start_serving();
        Socket socket(AF_INET);
        co_await loop.sock_connect(socket, listener.getsockname());
        auto [transport, protocol] = co_await loop.create_connection([] { return new Reader; }, socket);
        transport->write("x");
        transport->write_eof();
        co_await protocol->lost;
        CHECK(protocol->received == "<x>");
        server.close();

        auto [left, right] = socketpair();
        auto [accepted, other] = co_await loop.connect_accepted_socket([] { return new Reader; }, left);
        right.send("accepted");
        right.close();
        co_await other->lost;
        CHECK(other->received == "accepted");

        const Socket datagrams(AF_INET, SOCK_DGRAM);
        CHECK(co_await refusal(loop.create_connection(echo, datagrams)) ==
              "ValueError: A Stream Socket was expected, got " + repr(datagrams));
        CHECK(co_await refusal(loop.create_server(echo, datagrams)) ==
              "ValueError: A Stream Socket was expected, got " + repr(datagrams));
        const Socket inet(AF_INET);
        CHECK(co_await refusal(loop.create_unix_connection(echo, inet)) ==
              "ValueError: A UNIX Domain Stream Socket was expected, got " + repr(inet));
        CHECK((co_await refusal(loop.create_unix_connection(echo, "/no/such/socket"))).starts_with("FileNotFoundError"));
    });
}

TEST_CASE("sock_sendfile sends a file, a part of it, or what comes through a pipe") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        std::string content;
        for (int i = 0; content.size() < 1'000'000; ++i) content += std::to_string(i) + "\n";
        std::ofstream(folder / "file") << content;
        const int file = open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
        auto [a, b] = socketpair();
        const auto receive = [&loop](Socket from, std::size_t count) -> Coroutine<std::string> {
            std::string got;
            while (got.size() < count) got += co_await loop.sock_recv(from, count - got.size());
            co_return got;
        };
        auto [all, sent] = co_await gather(receive(b, content.size()), loop.sock_sendfile(a, file));
        CHECK(all == content);
        CHECK(sent == content.size());
        CHECK(lseek(file, 0, SEEK_CUR) == static_cast<off_t>(content.size()));
        CHECK(co_await loop.sock_sendfile(a, file, 100, 50) == 50);
        CHECK(co_await receive(b, 50) == content.substr(100, 50));
        CHECK(lseek(file, 0, SEEK_CUR) == 150);
        CHECK(co_await loop.sock_sendfile(a, file, content.size()) == 0);
        close(file);

        auto [reading, writing] = make_pipe();
        REQUIRE(try_write(writing.fileno(), "through a pipe", 14) == 14);
        writing.close();
        CHECK_THROWS_AS(co_await loop.sock_sendfile(a, reading.fileno(), 0, {}, false), SendfileNotAvailableError);
        CHECK(co_await loop.sock_sendfile(a, reading.fileno()) == 14);
        CHECK(co_await receive(b, 14) == "through a pipe");
        CHECK_THROWS_AS(co_await loop.sock_sendfile(Socket(AF_INET, SOCK_DGRAM), 0), ValueError);
        CHECK_THROWS_AS(co_await loop.sock_sendfile(a, 0, 0, 0), ValueError);
        CHECK_THROWS_AS(co_await loop.sock_sendfile(a, 999), OSError);
    });
}

TEST_CASE("sendfile goes through a transport, between what is written before and after") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        const std::string before(1'000'000, 'a'), content(1'000'000, 'b');
        std::ofstream(folder / "file") << content;
        const int file = open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
        auto [left, right] = socketpair();
        auto [transport, protocol] = co_await loop.create_connection([] { return new Reader; }, left);
        auto [reader, writer] = co_await open_connection(right);
        auto reading = create_task(reader.read());
        transport->write(before);
        auto sending = create_task(loop.sendfile(transport, file));
        co_await sleep(0);
        CHECK_THROWS_AS(transport->write("x"), RuntimeError);
        CHECK(!transport->is_reading());
        CHECK(co_await sending == content.size());
        CHECK(transport->is_reading());
        CHECK_THROWS_AS(loop.add_reader(left, [] {}), RuntimeError);
        CHECK(co_await loop.sendfile(transport, file, 10, 5) == 5);
        transport->write("after");
        transport->close();
        CHECK(co_await reading == before + content + "bbbbb" + "after");
        CHECK_THROWS_AS(co_await loop.sendfile(transport, file), RuntimeError);   // it is closed

        auto [out, in] = make_pipe();
        auto [pipe, unused] = co_await loop.connect_write_pipe([] { return new Reader; }, in.detach());
        CHECK_THROWS_AS(co_await loop.sendfile(pipe, file), RuntimeError);        // it is no socket's
        close(file);
    });
}

TEST_CASE("a buffered protocol says where the bytes go") {
    struct Buffered : BufferedProtocol {
        std::string buffer = "....", received;
        Future<> lost = get_running_loop().create_future<>();
        std::exception_ptr error;
        std::span<char> get_buffer(long) override { return buffer; }
        void buffer_updated(std::size_t nbytes) override { received += buffer.substr(0, nbytes) + "|"; }
        void connection_lost(std::exception_ptr e) override {
            error = e;
            lost.set_result();
        }
    };
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        for (const bool empty : {false, true}) {
            std::string reported;
            loop.set_exception_handler([&](Loop&, const ErrorContext& context) { reported = context.message; });
            auto [left, right] = socketpair();
            auto [transport, protocol] = co_await loop.create_connection([] { return new Buffered; }, left);
            if (empty) protocol->buffer.clear();
            right.send("abcdef");
            right.close();
            co_await protocol->lost;
            CHECK(protocol->received == (empty ? "" : "abcd|ef|"));
            CHECK(reported == (empty ? "Fatal error: protocol.get_buffer() call failed." : ""));
            CHECK(static_cast<bool>(protocol->error) == empty);
        }
    });
}

TEST_CASE("a sock_sendfile that is cancelled leaves the file behind what was sent") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Folder folder;
        std::ofstream(folder / "file") << std::string(5'000'000, 'x');
        const int file = open((folder / "file").c_str(), O_RDONLY | O_CLOEXEC);
        auto [a, b] = socketpair();
        CHECK_THROWS_AS(co_await wait_for(loop.sock_sendfile(a, file), 0.001), TimeoutError);
        CHECK(!loop.remove_writer(a));
        const off_t sent = lseek(file, 0, SEEK_CUR);
        CHECK(sent > 0);
        CHECK(sent < 5'000'000);
        std::size_t got = 0;
        a.close();
        for (std::string data; !(data = co_await loop.sock_recv(b, 100'000)).empty();) got += data.size();
        CHECK(got == static_cast<std::size_t>(sent));
        close(file);
    });
}

TEST_CASE("getnameinfo gives host and service") {
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        CHECK(co_await loop.getnameinfo(Address("127.0.0.1", 80), NI_NUMERICHOST | NI_NUMERICSERV) ==
              std::pair(std::string("127.0.0.1"), std::string("80")));
        CHECK((co_await loop.getnameinfo(Address("::1", 443), NI_NUMERICHOST)).first == "::1");
        CHECK_THROWS_AS(co_await loop.getnameinfo(Address(), 0), gaierror);
    });
}
