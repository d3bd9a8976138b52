#include "../python.hpp"

#include <fstream>

// Streams over TLS: who is at the other end, an end that is said, TLS that begins later, an end that is cut short.
namespace extra_io_21 {

using asyncio::SSLContext;
using asyncio::StreamReader;
using asyncio::StreamWriter;
namespace ssl = asyncio::ssl;

const std::string KEY = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgaezRwsimuS+agHl+
2Nx8G8znl2AlJA/fwXtF3g/qAZ2hRANCAARxLyFdmTzFRe/mvh9EB+O8v7OLn4DI
vKIvGntZ+OZLnQry0nyDCjx7NVstaDbPOmfiRqV98nNqfxckMfN6xp5t
-----END PRIVATE KEY-----
)";
const std::string CERTIFICATE = R"(-----BEGIN CERTIFICATE-----
MIIBwzCCAWugAwIBAgIUIER0D3iRpkXxh5ZEfgOyIvSSRKYwCgYIKoZIzj0EAwIw
KTETMBEGA1UECgwKQXdhaXRzY29wZTESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2
MTEyNzAzMTA0NFoYDzIxMjYxMTAzMDMxMDQ0WjApMRMwEQYDVQQKDApBd2FpdHNj
b3BlMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AARxLyFdmTzFRe/mvh9EB+O8v7OLn4DIvKIvGntZ+OZLnQry0nyDCjx7NVstaDbP
OmfiRqV98nNqfxckMfN6xp5to28wbTAdBgNVHQ4EFgQUvKLpDgGGmaWFTEDsBWk6
Y23QCX0wHwYDVR0jBBgwFoAUvKLpDgGGmaWFTEDsBWk6Y23QCX0wDwYDVR0TAQH/
BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZIzj0EAwID
RgAwQwIgU4kyNSvvhzfvBhW1A/M6oGLVUf2GG37pZwPscTfzNeICH0NU3Wfw+rwH
9c9acsQBOcf1JBTbMQg0X9blx98+fRo=
-----END CERTIFICATE-----
)";

Coroutine<> shout(StreamReader reader, StreamWriter writer) {
    for (std::string line; !(line = co_await reader.readline()).empty();) {
        writer.write(upper(line));
        co_await writer.drain();
    }
    print("the client has ended");
    writer.close();
}

Coroutine<> greet(SSLContext context, StreamReader reader, StreamWriter writer) {
    print("asked for {}", repr_bytes(co_await reader.readline()));
    writer.write("go on\n");
    co_await writer.drain();
    co_await writer.start_tls(context);
    co_await shout(reader, writer);
}

Coroutine<> talk(StreamReader reader, StreamWriter writer, std::vector<std::string> lines) {
    for (const auto& line : lines) {
        writer.write(line);
        const std::string answer = co_await reader.readline();
        print("answer {} {}", repr_bytes(answer.substr(0, 6)), answer.size());
    }
}

Coroutine<> ask(std::string path, SSLContext context) {
    auto [reader, writer] = co_await asyncio::open_unix_connection(path, {.ssl = context, .server_hostname = "localhost"});
    const asyncio::PeerCertificate certificate = writer.get_extra_info("peercert");
    std::vector<std::pair<std::string, std::string>> subject;
    for (const auto& name : certificate.subject) subject.insert(subject.end(), name.begin(), name.end());
    print("{} {}", repr(subject), repr(certificate.subjectAltName));
    const asyncio::SSLObject object = writer.get_extra_info("ssl_object");
    print("{} {}", *object.version(), repr(writer.can_write_eof()));
    std::string long_line;
    for (int i = 0; i < 10'000; ++i) long_line += "three ";
    co_await talk(reader, writer, {"one\n", "two\n", long_line + "\n"});
    writer.close();
    co_await writer.wait_closed();
    print("at the end: {} {}", repr(reader.at_eof()), repr(reader.exception()));
}

Coroutine<> begin_later(std::string path, SSLContext context) {
    auto [reader, writer] = co_await asyncio::open_unix_connection(path);
    writer.write("TLS\n");
    print("in clear: {}", repr_bytes(co_await reader.readline()));
    print("before: {}", writer.get_extra_info("ssl_object") ? "TLS" : "None");
    co_await writer.start_tls(context, {.server_hostname = "localhost"});
    const asyncio::SSLObject object = writer.get_extra_info("ssl_object");
    print("after: {}", *object.version());
    co_await talk(reader, writer, {"secret\n"});
    writer.close();
    co_await writer.wait_closed();
}

struct Told : asyncio::Protocol {
    void connection_made(asyncio::Transport&) override { print("made"); }
    void connection_lost(std::exception_ptr exc) override { print("lost {}", repr(exc)); }
};

Coroutine<> cut_short(SSLContext serving, SSLContext believing) {
    auto& loop = asyncio::get_running_loop();
    auto [one, other] = asyncio::socketpair();
    const auto told = [] { return new Told; };
    auto accepting = asyncio::create_task(loop.connect_accepted_socket(told, other, {.ssl = serving}));
    auto [client, _] = co_await loop.create_connection(told, one, {.ssl = believing, .server_hostname = "localhost"});
    auto [server, __] = co_await accepting;
    server->pause_reading();
    client->write(std::string(1'000'000, 'x'));
    client->close();
    co_await asyncio::sleep(0.1);
    client->abort();   // its shutdown has been waiting for the other end
    co_await asyncio::sleep(0.1);
    server->abort();
    co_await asyncio::sleep(0.1);
}

Coroutine<> main() {
    TemporaryDirectory d;
    const std::string certificate = d / "certificate", key = d / "key";
    for (const auto& [name, text] : {std::pair(certificate, CERTIFICATE), std::pair(key, KEY)}) std::ofstream(name) << text;
    SSLContext serving = ssl::create_default_context(ssl::Purpose::CLIENT_AUTH);
    serving.load_cert_chain(certificate, key);
    SSLContext believing = ssl::create_default_context({.cadata = CERTIFICATE});

    const std::string path = d / "tls";
    co_await asyncio::async_with(co_await asyncio::start_unix_server(shout, path, {.ssl = serving}), [&] { return ask(path, believing); });

    const std::string later = d / "later";
    const auto greets = [&](auto reader, auto writer) { return greet(serving, reader, writer); };
    co_await asyncio::async_with(co_await asyncio::start_unix_server(greets, later), [&] { return begin_later(later, believing); });

    co_await cut_short(serving, believing);
}

void program() { asyncio::run(main()); }

}  // namespace extra_io_21
