#include "certificates.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace tls_streams_test {

Coroutine<> echo(StreamReader reader, StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        writer.write(line);
        co_await writer.drain();
    }
    writer.close();
    co_await writer.wait_closed();
}

}  // namespace tls_streams_test

using namespace tls_streams_test;

TEST_CASE("streams over TLS carry lines both ways, and know who is at the other end") {
    run_really([]() -> Coroutine<> {
        SSLContext of_server = server_context(), of_client = client_context();
        of_server.set_alpn_protocols({"two", "one"});
        of_client.set_alpn_protocols({"one"});
        Server server = co_await start_server(echo, "127.0.0.1", 0, {.ssl = of_server});
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.family = AF_INET, .ssl = of_client});
        writer.write("hello\n");
        CHECK(co_await reader.readline() == "hello\n");

        const SSLObject object = writer.get_extra_info("ssl_object");
        CHECK(object.version() == "TLSv1.3");
        CHECK(object.selected_alpn_protocol() == "one");
        CHECK(object.server_hostname() == "localhost");
        CHECK_FALSE(object.server_side());
        const SSLCipher cipher = writer.get_extra_info("cipher");
        CHECK(cipher == SSLCipher{"TLS_AES_256_GCM_SHA384", "TLSv1.3", 256});
        const PeerCertificate peer = writer.get_extra_info("peercert");
        CHECK(peer.subject == PeerCertificate::Name{{{"organizationName", "Awaitscope"}}, {{"commonName", "good"}}});
        CHECK(peer.issuer == peer.subject);
        CHECK(peer.version == 3);
        CHECK(peer.subjectAltName == std::vector<std::pair<std::string, std::string>>{{"DNS", "localhost"}, {"IP Address", "127.0.0.1"}});
        CHECK(peer.notAfter.ends_with(" GMT"));
        CHECK(object.getpeercert_der()->starts_with("\x30\x82"));
        const SSLContext context = writer.get_extra_info("sslcontext");
        CHECK(context == of_client);
        CHECK(writer.get_extra_info("peername").is_address());
        CHECK(writer.get_extra_info("socket").is_socket());
        CHECK_FALSE(writer.get_extra_info("compression"));
        CHECK_FALSE(writer.can_write_eof());
        CHECK_THROWS_AS(writer.write_eof(), NotImplementedError);

        writer.close();
        CHECK(writer.is_closing());
        co_await writer.wait_closed();
        CHECK(co_await reader.read() == "");
        server.close();
        co_await server.wait_closed();
    });
}

TEST_CASE("a server of Python's answers our streams over TLS, also where TLS begins later") {
    Python server(python_contexts() + R"(
async def handle(reader, writer):
    if await reader.readline() == b"secure\n":
        writer.write(b"do\n")
        await writer.start_tls(server_context())
    writer.write(b"%s %d\n" % (writer.get_extra_info("ssl_object").version().encode(), len(await reader.readexactly(500000))))
    writer.write(b"rest: " + await reader.readline())
    writer.close()
    await writer.wait_closed()
    over.release()
async def main():
    global over
    over = asyncio.Semaphore(0)
    for context in server_context(), None:
        server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=context)
        print(server.sockets[0].getsockname()[1], flush=True)
    await over.acquire()
    await over.acquire()
asyncio.run(main())
print("end")
)");
    const int secure = std::stoi(server.line()), plain = std::stoi(server.line());
    run_really([&]() -> Coroutine<> {
        const auto talk = [](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            writer.write(pattern(500'000));
            co_await writer.drain();
            CHECK(co_await reader.readline() == "TLSv1.3 500000\n");
            writer.write("the end\n");
            CHECK(co_await reader.read() == "rest: the end\n");
            CHECK(reader.at_eof());
            writer.close();
            co_await writer.wait_closed();
        };
        auto [reader, writer] = co_await open_connection("localhost", secure, {.ssl = client_context()});
        writer.write("go\n");
        co_await talk(reader, writer);
        auto [later_reader, later_writer] = co_await open_connection("localhost", plain);
        later_writer.write("secure\n");
        CHECK(co_await later_reader.readline() == "do\n");
        const StreamWriter copy = later_writer;
        co_await later_writer.start_tls(client_context(), {.server_hostname = "localhost"});
        CHECK(copy.get_extra_info("sslcontext"));
        co_await talk(later_reader, copy);
    });
    CHECK(server.rest() == "end\n");
}

TEST_CASE("our server serves Python's streams over TLS, also where TLS begins later") {
    std::string said;
    run_really([&]() -> Coroutine<> {
        const SSLContext context = server_context();
        Server secure = co_await start_server(echo, "127.0.0.1", 0, {.ssl = context});
        Server plain = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            CHECK(co_await reader.readline() == "secure\n");
            writer.write("do\n");
            co_await writer.start_tls(context);
            co_await echo(reader, writer);
        }, "127.0.0.1", 0);
        Python clients(python_contexts() + R"(
async def client(n, secure):
    port = )" + std::to_string(port_of(secure)) + R"( if secure else )" + std::to_string(port_of(plain)) + R"(
    reader, writer = await asyncio.open_connection("localhost", port, ssl=client_context() if secure else None)
    if not secure:
        writer.write(b"secure\n")
        assert await reader.readline() == b"do\n"
        await writer.start_tls(client_context(), server_hostname="localhost")
    for i in range(5):
        writer.write(b"%d-%d\n" % (n, i))
        assert await reader.readline() == b"%d-%d\n" % (n, i)
    writer.close()
    await writer.wait_closed()
async def main():
    await asyncio.gather(*(client(n, n % 2) for n in range(20)))
asyncio.run(main())
print("all answered")
)");
        said = co_await to_thread([&] { return clients.rest(); });
        for (const Server& server : {secure, plain}) {
            server.close();
            co_await server.wait_closed();
        }
    });
    CHECK(said == "all answered\n");
}

TEST_CASE("what came before TLS begins and was not read belongs to TLS, or stays to be read if that is refused") {
    run_really([]() -> Coroutine<> {
        Event come;
        Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            CHECK(co_await reader.readexactly(7) == "secure\n");
            while (!come.is_set()) co_await sleep(0);
            CHECK_THROWS_AS(co_await writer.start_tls(client_context()), SSLError);
            co_await writer.start_tls(server_context());
            co_await echo(reader, writer);
        }, "127.0.0.1", 0);
        auto [reader, writer] = co_await open_connection("localhost", port_of(server));
        writer.write("secure\n");
        const Task<> secured = create_task(writer.start_tls(client_context(), {.server_hostname = "localhost"}));
        for (int i = 0; i < 20; ++i) co_await sleep(0);   // its first words are under way: they lie in the server's reader
        come.set();
        co_await secured;
        writer.write("hello\n");
        CHECK(co_await reader.readline() == "hello\n");
        writer.close();
        co_await writer.wait_closed();
        server.close();
    });
}

TEST_CASE("openssl s_client speaks with our server, with TLS 1.2, too, and is not let in where that is too old") {
    run_really([]() -> Coroutine<> {
        SSLContext context = server_context();
        Server server = co_await start_server([](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            writer.write(co_await reader.readline());
            writer.close();
        }, "127.0.0.1", 0, {.ssl = context});
        const auto client = [&](const std::string& options) {
            return to_thread([=, port = port_of(server)] {
                return conformance::output_of("echo hello | openssl s_client -quiet -verify_return_error -CAfile " +
                                              Certificates::the_ones().pem("good") + " -connect 127.0.0.1:" + std::to_string(port) + options + " 2>&1 || true");
            });
        };
        CHECK((co_await client(" -tls1_2")).ends_with("hello\n"));
        context.minimum_version = ssl::TLSVersion::TLSv1_3;
        CHECK((co_await client(" -tls1_3")).ends_with("hello\n"));
        CHECK((co_await client(" -tls1_2")).find("alert protocol version") != std::string::npos);
        server.close();
    });
}

TEST_CASE("TLS goes over Unix sockets, over sockets that exist, and through TLS itself") {
    run_really([]() -> Coroutine<> {
        Folder folder;
        Server server = co_await start_unix_server(echo, folder / "s", {.ssl = server_context()});
        auto [reader, writer] = co_await open_unix_connection(folder / "s", {.ssl = client_context(), .server_hostname = "localhost"});
        writer.write("over a path\n");
        CHECK(co_await reader.readline() == "over a path\n");
        writer.close();
        co_await writer.wait_closed();
        server.close();

        auto [one, other] = socketpair();
        const auto accept = [](Socket socket) -> Coroutine<> {
            StreamReader reader(64 * 1024);
            Loop& loop = get_running_loop();
            auto [transport, protocol] = co_await loop.connect_accepted_socket(
                [&] { return new StreamProtocol(loop, reader); }, socket, {.ssl = server_context()});
            StreamWriter writer(loop, transport, protocol, reader);
            CHECK(co_await reader.readline() == "twice\n");
            const auto inner = co_await loop.start_tls(Counted<Transport>(&writer.transport()), protocol, server_context(), {.server_side = true});
            inner->write("twice, too\n");
            CHECK(co_await reader.readline() == "good bye\n");
            inner->close();
            co_await protocol->get_close_waiter();
        };
        const Task<> accepted = create_task(accept(other));
        auto [to, from] = co_await open_unix_connection(one, {.ssl = client_context(), .server_hostname = "localhost"});
        from.write("twice\n");
        co_await from.start_tls(client_context(), {.server_hostname = "localhost"});
        CHECK(co_await to.readline() == "twice, too\n");
        from.write("good bye\n");
        CHECK(co_await to.read() == "");
        from.close();
        co_await accepted;
    });
}

TEST_CASE("recorded, TLS waits for its sockets as what is in clear does, and its limits are timers") {
    const auto waits = [](bool secure) {
        trace::Log log;
        Program program(Clock::virtual_time, &log);
        program.run([&] {
            run([&]() -> Coroutine<> {
                Server server = co_await start_server(echo, "127.0.0.1", 0, {.ssl = secure ? server_context() : SSLArgument()});
                auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(server), {.ssl = secure ? client_context() : SSLArgument()});
                writer.write("hello\n");
                CHECK(co_await reader.readline() == "hello\n");
                writer.close();
                co_await writer.wait_closed();
                server.close();
            }());
        });
        const auto name_of = [&](const trace::Event& event) {
            return event.callback() == trace::Callback::user ? std::string(log.text(event.text)) : trace::word(event.callback());
        };
        std::map<std::string, int> seen;
        for (std::size_t i = 0; i < log.size(); ++i) {
            const trace::Event& event = log[i];
            if (event.kind == trace::Kind::io_begin) ++seen["waits: " + name_of(event)];
            if (event.kind == trace::Kind::io_end) ++seen["ends"];
            if (event.kind == trace::Kind::timer_arm) ++seen["timer: " + name_of(event)];
        }
        return seen;
    };
    auto plain = waits(false), secure = waits(true);
    CHECK(secure["timer: <lambda>"] == 4);   // each side's handshake and shutdown
    std::erase_if(secure, [](const auto& line) { return line.first.starts_with("timer: "); });
    CHECK(secure == plain);
    CHECK(plain["ends"] == 4);
}

TEST_CASE("a protocol of one's own over TLS is told as over a socket, and may say where its bytes go") {
    struct Lines : BufferedProtocol {
        std::vector<std::string> told;
        char bytes[8];
        std::string all;
        Future<void> over = get_running_loop().create_future<>();
        void connection_made(Transport& transport) override {
            told.push_back("made");
            transport.write("0123456789");
        }
        std::span<char> get_buffer(long) override { return bytes; }
        void buffer_updated(std::size_t nbytes) override { all.append(bytes, nbytes); }
        bool eof_received() override { told.push_back("eof " + all); return false; }
        void connection_lost(std::exception_ptr error) override {
            told.push_back("lost " + repr(error));
            over.set_result();
        }
    };
    run_really([]() -> Coroutine<> {
        Loop& loop = get_running_loop();
        Counted<Lines> at_server;
        Server server = co_await loop.create_server([&] { return at_server = Counted<Lines>(new Lines); }, "127.0.0.1", 0, {.ssl = server_context()});
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
        CHECK(co_await reader.readexactly(10) == "0123456789");
        writer.write("from client to server");
        writer.close();
        co_await writer.wait_closed();
        co_await Future<void>(at_server->over);
        CHECK(at_server->told == std::vector<std::string>{"made", "eof from client to server", "lost None"});
        server.close();
    });
}
