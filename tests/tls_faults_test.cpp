#include "certificates.hpp"
#include "tests/catch.hpp"

using namespace asyncio;
using namespace loopback;

namespace tls_faults_test {

/// What a coroutine or a task throws, as Python would show it; "None", if nothing.
template <class Awaited>
Coroutine<std::string> outcome(Awaited awaited) {
    try {
        co_await awaited;
    } catch (const BaseException& e) {
        co_return repr(e);
    }
    co_return "None";
}

/// What comes of connecting to a server on this computer.
Coroutine<std::string> connecting(const Server& server, StreamOptions options) {
    const auto connect = [](int port, StreamOptions o) -> Coroutine<> {
        auto [reader, writer] = co_await open_connection("localhost", port, o);
        writer.close();
        co_await writer.wait_closed();
    };
    options.family = AF_INET;
    co_return co_await outcome(connect(port_of(server), options));
}

Coroutine<> hold(StreamReader reader, StreamWriter writer) {
    co_await reader.read();
    writer.close();
}

/// What reports_of() gives; no descriptor is left.
template <class F>
std::vector<std::string> run_virtually(F main) {
    const long before = open_descriptors();
    const std::vector<std::string> reports = reports_of(main);
    CHECK(open_descriptors() == before);
    return reports;
}

void reset(const StreamWriter& writer) {
    const Socket socket = writer.get_extra_info("socket");
    const linger at_once{1, 0};
    setsockopt(socket.fileno(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    writer.transport().abort();
}

}  // namespace tls_faults_test

using namespace tls_faults_test;

TEST_CASE("a certificate that is not trusted, expired or for somebody else ends the handshake with a reason") {
    const auto reports = run_virtually([]() -> Coroutine<> {
        const auto failed = [](const std::string& why) {
            return "SSLCertVerificationError(1, " + asyncio::quoted("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: " + why) + ")";
        };
        Server good = co_await start_server(hold, "127.0.0.1", 0, {.ssl = server_context()});
        Server other = co_await start_server(hold, "127.0.0.1", 0, {.ssl = server_context("other")});
        Server expired = co_await start_server(hold, "127.0.0.1", 0, {.ssl = server_context("expired")});
        CHECK(co_await connecting(good, {.ssl = client_context()}) == "None");
        CHECK(co_await connecting(good, {.ssl = true}) == failed("self-signed certificate"));
        CHECK(co_await connecting(good, {.ssl = client_context("other")}) == failed("self-signed certificate"));
        CHECK(co_await connecting(other, {.ssl = client_context("other")}) ==
              failed("Hostname mismatch, certificate is not valid for 'localhost'."));
        CHECK(co_await connecting(other, {.ssl = client_context("other"), .server_hostname = "elsewhere.test"}) == "None");
        CHECK(co_await connecting(other, {.ssl = client_context("other"), .server_hostname = "127.0.0.1"}) ==
              failed("IP address mismatch, certificate is not valid for '127.0.0.1'."));
        CHECK(co_await connecting(expired, {.ssl = client_context("expired")}) == failed("certificate has expired"));
        SSLContext believes_anybody = client_context();
        believes_anybody.check_hostname = false;
        believes_anybody.verify_mode = ssl::CERT_NONE;
        CHECK(co_await connecting(expired, {.ssl = believes_anybody}) == "None");
        try {
            co_await open_connection("127.0.0.1", port_of(other), {.ssl = client_context()});
            FAIL("it was believed");
        } catch (const SSLCertVerificationError& e) {
            CHECK(e.verify_code == 18);
            CHECK(e.verify_message == "self-signed certificate");
            CHECK(e.library == "SSL");
            CHECK(e.reason == "CERTIFICATE_VERIFY_FAILED");
            CHECK(isinstance<OSError>(e));
        }
        for (const Server& server : {good, other, expired}) server.close();
    });
    CHECK(reports.empty());
}

TEST_CASE("a server that asks for a certificate turns away who has none, and knows who has one") {
    run_virtually([]() -> Coroutine<> {
        SSLContext asking = server_context();
        asking.load_verify_locations({.cafile = Certificates::the_ones().pem("other")});
        asking.verify_mode = ssl::CERT_REQUIRED;
        std::vector<std::string> seen;
        Server server = co_await start_server([&](StreamReader, StreamWriter writer) -> Coroutine<> {
            const PeerCertificate client = writer.get_extra_info("peercert");
            seen.push_back(client.subject.back().front().second);
            writer.write("welcome");
            writer.close();
            co_return;
        }, "127.0.0.1", 0, {.ssl = asking});
        const auto words = [&](SSLContext context) -> Coroutine<std::string> {
            auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = context});
            const std::string got = co_await reader.read();
            writer.close();
            co_return got;
        };
        SSLContext known = client_context();
        known.load_cert_chain(Certificates::the_ones().pem("other"), Certificates::the_ones().key("other"));
        CHECK(co_await words(known) == "welcome");
        CHECK(seen == std::vector<std::string>{"other"});
        CHECK(co_await outcome(words(client_context())) ==
              "SSLError(1, '[SSL: TLSV13_ALERT_CERTIFICATE_REQUIRED] tlsv13 alert certificate required')");
        server.close();
    });
}

TEST_CASE("a peer that speaks no TLS, leaves or resets during the handshake is told apart, on both sides") {
    const auto reports = run_virtually([]() -> Coroutine<> {
        const auto with_server = [](auto handle) -> Coroutine<std::string> {
            Server server = co_await start_server(handle, "127.0.0.1", 0);
            const std::string got = co_await connecting(server, {.ssl = client_context()});
            server.close();
            co_await server.wait_closed();
            co_return got;
        };
        CHECK(co_await with_server([](StreamReader, StreamWriter writer) -> Coroutine<> {
            writer.write("220 mail.test\r\n");
            writer.close();
            co_return;
        }) == "SSLError(1, '[SSL: WRONG_VERSION_NUMBER] wrong version number')");
        CHECK(co_await with_server([](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readexactly(5);
            writer.close();
        }) == "ConnectionResetError()");
        CHECK(co_await with_server([](StreamReader reader, StreamWriter writer) -> Coroutine<> {
            co_await reader.readexactly(5);
            reset(writer);
        }) == "ConnectionResetError(104, 'Connection reset by peer')");

        int served = 0;
        Server secure = co_await start_server([&](StreamReader, StreamWriter) { ++served; }, "127.0.0.1", 0, {.ssl = server_context()});
        for (const std::string words : {"GET / HTTP/1.1\r\n\r\n", "\x16\x03\x01", ""}) {
            auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(secure));
            writer.write(words);
            writer.write_eof();
            co_await outcome(reader.read());
            writer.close();
        }
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(secure));
        writer.write("\x16\x03\x01");
        reset(writer);
        CHECK(co_await connecting(secure, {.ssl = client_context()}) == "None");
        CHECK(served == 1);
        secure.close();
        co_await secure.wait_closed();
    });
    CHECK(reports.empty());
}

TEST_CASE("a handshake that does not go on is given up after a minute, or as long as is said; so is one at a server") {
    run_virtually([]() -> Coroutine<> {
        Server silent = co_await start_server(hold, "127.0.0.1", 0);
        const auto given_up = [](const std::string& time) {
            return "ConnectionAbortedError('SSL handshake is taking longer than " + time + " seconds: aborting the connection')";
        };
        Loop& loop = get_running_loop();
        double began = loop.time();
        CHECK(co_await connecting(silent, {.ssl = client_context()}) == given_up("60.0"));
        CHECK(loop.time() - began == Approx(60));
        began = loop.time();
        CHECK(co_await connecting(silent, {.ssl = client_context(), .ssl_handshake_timeout = 2.5}) == given_up("2.5"));
        CHECK(loop.time() - began == Approx(2.5));

        Server secure = co_await start_server(hold, "127.0.0.1", 0, {.ssl = server_context(), .ssl_handshake_timeout = 7});
        began = loop.time();
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(secure));
        CHECK(co_await reader.read() == "");
        CHECK(loop.time() - began == Approx(7));
        writer.close();
        silent.close();
        secure.close();
    });
}

TEST_CASE("a peer that does not say good-bye over TLS is waited for for half a minute, or as long as is said") {
    run_virtually([]() -> Coroutine<> {
        Event over;
        // The server's transport stops reading: it will not see the client's end.
        Server server = co_await start_server([&](StreamReader, StreamWriter writer) -> Coroutine<> {
            const Socket socket = writer.get_extra_info("socket");
            get_running_loop().unwatch(socket.fileno(), trace::Direction::read);
            writer.write("x");
            co_await over.wait();
            writer.transport().abort();
        }, "127.0.0.1", 0, {.ssl = server_context()});
        Loop& loop = get_running_loop();
        for (const std::optional<Seconds> timeout : {std::optional<Seconds>(), std::optional<Seconds>(3)}) {
            auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context(), .ssl_shutdown_timeout = timeout});
            CHECK(co_await reader.read(1) == "x");
            const double began = loop.time();
            writer.close();
            CHECK(co_await outcome(writer.wait_closed()) == "TimeoutError('SSL shutdown timed out')");
            CHECK(loop.time() - began == Approx(timeout ? 3 : 30));
        }
        over.set();
        server.close();
        co_await server.wait_closed();
    });
}

TEST_CASE("a connection over TLS that is cut off is read to its end, one that is reset ends with the error") {
    run_virtually([]() -> Coroutine<> {
        const auto with_server = [](auto last) -> Coroutine<std::string> {
            Server server = co_await start_server([&](StreamReader reader, StreamWriter writer) -> Coroutine<> {
                writer.write("half");
                co_await reader.readexactly(2);
                last(writer);
            }, "127.0.0.1", 0, {.ssl = server_context()});
            auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
            CHECK(co_await reader.readexactly(4) == "half");
            writer.write("go");
            const std::string got = co_await outcome(reader.readexactly(4));
            server.close();
            CHECK(co_await outcome(writer.wait_closed()) == (got.starts_with("Incomplete") ? "None" : got));
            co_return got;
        };
        CHECK(co_await with_server([](const StreamWriter& writer) { writer.transport().abort(); }) ==
              "IncompleteReadError('0 bytes read on a total of 4 expected bytes')");
        CHECK(co_await with_server(reset) == "ConnectionResetError(104, 'Connection reset by peer')");
    });
}

TEST_CASE("what is cancelled during a handshake, or forgotten over TLS, leaves no descriptor behind") {
    run_virtually([]() -> Coroutine<> {
        Server silent = co_await start_server(hold, "127.0.0.1", 0);
        for (int turns = 0; turns < 8; ++turns) {
            Task<StreamPair> task = create_task(open_connection("127.0.0.1", port_of(silent), {.ssl = client_context()}));
            for (int i = 0; i < turns; ++i) co_await sleep(0);
            task.cancel();
            CHECK(co_await outcome(std::move(task)) == "CancelledError()");
        }
        auto [reader, writer] = co_await open_connection("127.0.0.1", port_of(silent));
        Task<> securing = create_task(writer.start_tls(client_context(), {.server_hostname = "localhost"}));
        for (int i = 0; i < 4; ++i) co_await sleep(0);
        securing.cancel();
        CHECK(co_await outcome(std::move(securing)) == "CancelledError()");
        co_await writer.wait_closed();
        silent.close();
        co_await silent.wait_closed();   // the clients are gone: each was told
    });
    const long before = open_descriptors();
    run_really([&]() -> Coroutine<> {
        Server server = co_await start_server([](StreamReader, StreamWriter writer) -> Coroutine<> {
            writer.write(std::string(3'000'000, 'x'));   // nobody reads it
            co_return;
        }, "127.0.0.1", 0, {.ssl = server_context()});
        const long listening = open_descriptors();
        for (int i = 0; i < 3; ++i) {
            auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
            CHECK(co_await reader.readexactly(10) == "xxxxxxxxxx");
            for (int turn = 0; turn < 100; ++turn) co_await sleep(0);
        }
        while (open_descriptors() != listening) co_await sleep(0.001);
        auto [reader, writer] = co_await open_connection("localhost", port_of(server), {.ssl = client_context()});
        server.close();
    });
    CHECK(open_descriptors() == before);
}

TEST_CASE("arguments of TLS that do not fit are refused before anything is connected") {
    run_virtually([]() -> Coroutine<> {
        const SSLContext client = client_context(), server = server_context();
        const auto opening = [](StreamOptions options) { return outcome(open_connection("127.0.0.1", 1, options)); };
        CHECK(co_await opening({.server_hostname = "x"}) == "ValueError('server_hostname is only meaningful with ssl')");
        CHECK(co_await opening({.ssl_handshake_timeout = 1}) == "ValueError('ssl_handshake_timeout is only meaningful with ssl')");
        CHECK(co_await opening({.ssl = false, .ssl_shutdown_timeout = 1}) == "ValueError('ssl_shutdown_timeout is only meaningful with ssl')");
        const auto over_pair = [](StreamOptions options) -> Coroutine<> {
            auto [one, other] = socketpair();
            co_await open_connection(one, options);
        };
        CHECK(co_await outcome(over_pair({.ssl = client})) == "ValueError('You must set server_hostname when using ssl without a host')");
        CHECK(co_await outcome(over_pair({.ssl = client, .server_hostname = ""})) == "ValueError('check_hostname requires server_hostname')");
        CHECK(co_await outcome(over_pair({.ssl = client, .server_hostname = ".test"})) ==
              "ValueError('server_hostname cannot be an empty string or start with a leading dot.')");
        CHECK(co_await outcome(over_pair({.ssl = client, .server_hostname = "x", .ssl_handshake_timeout = 0})) ==
              "ValueError('ssl_handshake_timeout should be a positive number, got 0.0')");
        CHECK(co_await outcome(over_pair({.ssl = server, .server_hostname = "x"})) ==
              "SSLError(0, 'Cannot create a client socket with a PROTOCOL_TLS_SERVER context')");
        CHECK(co_await outcome(open_unix_connection("none", {.ssl = client})) == "ValueError('you have to pass server_hostname when using ssl')");
        CHECK(co_await outcome(open_unix_connection("none", {.server_hostname = "x"})) == "ValueError('server_hostname is only meaningful with ssl')");
        const auto serving = [](ServerOptions options) { return outcome(start_server(hold, "127.0.0.1", 0, options)); };
        CHECK(co_await serving({.ssl = true}) == "TypeError('ssl argument must be an SSLContext or None')");
        CHECK(co_await serving({.ssl_handshake_timeout = 1}) == "ValueError('ssl_handshake_timeout is only meaningful with ssl')");
        CHECK(co_await outcome(start_unix_server(hold, "none", {.ssl_shutdown_timeout = 1})) ==
              "ValueError('ssl_shutdown_timeout is only meaningful with ssl')");
        const auto accepting = []() -> Coroutine<> {
            auto [one, other] = socketpair();
            co_await get_running_loop().connect_accepted_socket([] { return new Protocol; }, one, {.ssl = true});
        };
        CHECK(co_await outcome(accepting()) == "ValueError('Server side SSL needs a valid SSLContext')");
        const auto piping = [&]() -> Coroutine<> {
            int ends[2];
            CHECK(pipe(ends) == 0);
            close(ends[0]);
            auto [transport, protocol] = co_await get_running_loop().connect_write_pipe([] { return new Protocol; }, ends[1]);
            try {
                co_await get_running_loop().start_tls(transport, protocol, client);
            } catch (...) {
                transport->abort();
                throw;
            }
        };
        CHECK((co_await outcome(piping())).ends_with("is not supported by start_tls()')"));
    });
}

TEST_CASE("a context refuses what it cannot read or use, as Python's does") {
    const auto& made = Certificates::the_ones();
    const auto thrown = [](auto call) {
        try {
            call();
        } catch (const Exception& e) {
            return repr(e);
        }
        return std::string("None");
    };
    Folder folder;
    std::ofstream(folder / "empty.pem") << "nothing\n";
    SSLContext context = ssl::create_default_context();
    const std::string none = "FileNotFoundError(2, 'No such file or directory')";
    CHECK(thrown([&] { context.load_cert_chain(folder / "none") ; }) == none);
    CHECK(thrown([&] { context.load_cert_chain(made.pem("good"), folder / "none"); }) == none);
    CHECK(thrown([&] { context.load_verify_locations({.cafile = folder / "none"}); }) == none);
    CHECK(thrown([&] { context.load_cert_chain(folder / "empty.pem"); }) == "SSLError(524297, '[SSL] PEM lib')");
    CHECK(thrown([&] { context.load_cert_chain(made.pem("good"), made.key("other")); }).find("[X509: KEY_VALUES_MISMATCH] key values mismatch") !=
          std::string::npos);
    CHECK(thrown([&] { context.load_verify_locations({.cafile = folder / "empty.pem"}); }) ==
          "SSLError(136, '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found')");
    CHECK(thrown([&] { context.load_verify_locations({}); }) == "TypeError('cafile, capath and cadata cannot be all omitted')");
    CHECK(thrown([&] { context.load_verify_locations({.cadata = "-----BEGIN nothing"}); }) ==
          "SSLError(0, 'no start line: cadata does not contain a certificate')");
    CHECK(thrown([&] { context.load_verify_locations({.cadata = "nothing"}); }) ==
          "SSLError(0, 'not enough data: cadata does not contain a certificate')");
    CHECK(thrown([&] { context.set_ciphers("nonsense"); }) == "SSLError('No cipher can be selected.')");
    CHECK(thrown([&] { context.set_alpn_protocols({""}); }) == "SSLError('ALPN protocols must be 1 to 255 in length')");
    CHECK(thrown([&] { context.verify_mode = ssl::CERT_NONE; }) ==
          "ValueError('Cannot set verify_mode to CERT_NONE when check_hostname is enabled.')");
    CHECK(context.check_hostname);
    CHECK(context.verify_mode == ssl::CERT_REQUIRED);
    CHECK(context.minimum_version == ssl::TLSVersion::TLSv1_2);
    CHECK(context.maximum_version == ssl::TLSVersion::MAXIMUM_SUPPORTED);
    SSLContext same = context;
    same.check_hostname = false;
    same.verify_mode = ssl::CERT_NONE;
    CHECK_FALSE(context.check_hostname);
    context.check_hostname = true;
    CHECK(same.verify_mode == ssl::CERT_REQUIRED);
    CHECK(same == context);

    std::ifstream pem(made.pem("good"));
    const std::string text{std::istreambuf_iterator<char>(pem), {}};
    CHECK(thrown([&] { context.load_verify_locations({.cadata = text + text}); }) == "None");
    conformance::output_of("openssl pkey -aes128 -passout pass:secret -in " + made.key("good") + " -out " + folder / "locked.key");
    CHECK(thrown([&] { context.load_cert_chain(made.pem("good"), folder / "locked.key", "secret"); }) == "None");
    CHECK(thrown([&] { context.load_cert_chain(made.pem("good"), folder / "locked.key", "wrong"); }).starts_with("SSLError("));
}
