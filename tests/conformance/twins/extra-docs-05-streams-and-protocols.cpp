#include <regex>

#include "../python.hpp"

// The pages "Streams" and "Transports and Protocols": examples, errors, reprs.
namespace extra_docs_05 {
using asyncio::Counted;
using asyncio::StreamReader;
using asyncio::StreamWriter;
using asyncio::Transport;
using asyncio::ConnectionResetError;

std::string without_address(const std::string& text) { return std::regex_replace(text, std::regex(" at 0x[0-9a-f]+|fd=\\d+|\\b\\d{4,5}\\b"), ""); }
template <class T>
std::string bare(const T& x) { return without_address(repr(x)); }

template <class F>
void refused(F f) {
    try {
        f();
        print("no error");
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

template <class T>
Coroutine<> refused_await(Coroutine<T> aw) {
    try {
        if constexpr (std::is_same_v<T, std::string>) print("no error {}", repr_bytes(co_await aw));
        else {
            co_await aw;
            print("no error None");
        }
    } catch (const Exception& e) {
        print("{}", bare(e));
    }
}

Coroutine<> readers() {
    refused([] { StreamReader(std::size_t(0)); });
    StreamReader r(4);
    print("{} {} {}", repr(r), repr(r.at_eof()), repr(r.exception()));
    r.feed_data("abc");
    r.feed_data("");
    print("{}", repr(r));
    auto r0 = co_await r.read(0), r2 = co_await r.read(2), e0 = co_await r.readexactly(0);
    print("{} {} {}", repr_bytes(r0), repr_bytes(r2), repr_bytes(e0));
    co_await refused_await(r.readexactly(-1));
    co_await refused_await(r.readuntil(""));
    r.feed_data("defgh\nij");
    co_await refused_await(r.readuntil());
    co_await refused_await(r.readline());
    print("{}", repr(r));
    auto t = asyncio::create_task(r.read());
    co_await asyncio::sleep(0);
    print("{}", std::regex_replace(repr(r), std::regex("<Future.*>>"), "F>"));
    co_await refused_await(r.readexactly(100));
    r.feed_eof();
    auto all = co_await t;
    bool eof = r.at_eof();
    auto shown = repr(r);
    auto a = co_await r.read(), b = co_await r.read(3), c = co_await r.readline();
    print("{} {} {} {} {} {}", repr_bytes(all), repr(eof), shown, repr_bytes(a), repr_bytes(b), repr_bytes(c));
    refused([&] { r.feed_data("x"); });
    co_await refused_await(r.readexactly(3));
    co_await refused_await(r.readuntil("xx"));
    while (auto line = co_await r.next()) print("none");
    r = StreamReader(asyncio::default_limit);
    r.feed_data("one\ntwo\nthree");
    r.feed_eof();
    print("{}", repr_bytes(co_await r.readuntil("e\n")));
    while (auto line = co_await r.next()) print("line {}", repr_bytes(*line));
    r = StreamReader(asyncio::default_limit);
    r.feed_data("left");
    r.set_exception(std::make_exception_ptr(ValueError("broken")));
    print("{} {}", repr(r), repr(r.exception()));
    co_await refused_await(r.read());
    co_await refused_await(r.read(1));
    co_await refused_await(r.readline());
    co_await refused_await(r.readexactly(1));
    co_await refused_await(r.readuntil());
    r = StreamReader(asyncio::default_limit);
    std::vector ts{asyncio::create_task(r.readline()), asyncio::create_task(r.read(1))};
    co_await asyncio::sleep(0);
    co_await asyncio::sleep(0);
    try {
        co_await ts[1];
    } catch (const RuntimeError& e) {
        print("{}", repr(e));
    }
    r.set_exception(std::make_exception_ptr(ConnectionResetError("reset")));
    try {
        co_await ts[0];
    } catch (const ConnectionResetError& e) {
        print("{}", repr(e));
    }
}

Coroutine<> handle_echo(StreamReader reader, StreamWriter writer) {
    auto data = co_await reader.read(100);
    auto message = data;
    print("Received {} {} {}", repr(message), repr(writer.can_write_eof()), repr(writer.is_closing()));
    print("Send: {}", repr(message));
    writer.write(data);
    co_await writer.drain();
    print("Close the connection");
    writer.close();
    co_await writer.wait_closed();
}

Coroutine<> tcp_echo_client(int port, std::string message) {
    auto [reader, writer] = co_await asyncio::open_connection("127.0.0.1", port);
    print("Send: {} {} {} {} {}", repr(message), repr(writer.get_extra_info("peername") == asyncio::Address("127.0.0.1", port)),
          repr(writer.get_extra_info("nothing")), repr(writer.get_extra_info("compression")),
          repr(writer.transport().get_extra_info("sslcontext")));
    writer.writelines({message, "!"});
    co_await writer.drain();
    auto data = co_await reader.read(100);
    print("Received: {}", repr(data));
    print("Close the connection {}", repr(writer.is_closing()));
    writer.close();
    print("{}", repr(writer.is_closing()));
    co_await writer.wait_closed();
    co_await refused_await(writer.drain());
    writer.write("late");
    co_await refused_await(reader.read());
}

Coroutine<> echo() {
    auto server = co_await asyncio::start_server(handle_echo, "127.0.0.1", 0);
    print("{}", server.sockets()[0].getsockname().host());
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        co_await tcp_echo_client(server.sockets()[0].getsockname().port(), "Hello World!");
        co_await asyncio::sleep(0.1);
    });
    co_await refused_await(asyncio::open_connection("127.0.0.1", 1));
    co_await refused_await(asyncio::open_connection("127.0.0.1", 1, {.server_hostname = "x"}));
    co_await refused_await(asyncio::open_connection("127.0.0.1", 1, {.limit = 0}));
    co_await refused_await(asyncio::open_unix_connection("/nowhere/at/all"));
}

Coroutine<> wait_for_data() {
    auto& loop = asyncio::get_running_loop();
    auto [rsock, wsock] = asyncio::socketpair();
    auto [reader, writer] = co_await asyncio::open_connection(rsock);
    loop.call_soon(&asyncio::Socket::send, wsock, "abc");
    auto data = co_await reader.read(100);
    print("Received: {}", data);
    writer.close();
    co_await writer.wait_closed();
    wsock.close();
}

struct EchoServerProtocol : asyncio::Protocol {
    Transport* transport = nullptr;
    void connection_made(Transport& t) override { transport = &t; }
    void data_received(std::string_view data) override {
        std::string message(data);
        print("Data received: {}", repr(message));
        print("Send: {}", repr(message));
        transport->write(data);
        print("Close the client socket");
        transport->close();
    }
};

struct EchoClientProtocol : asyncio::Protocol {
    std::string message;
    Future<bool> on_con_lost;
    EchoClientProtocol(std::string message, Future<bool> on_con_lost) : message(message), on_con_lost(on_con_lost) {}
    void connection_made(Transport& transport) override {
        transport.write(message);
        print("Data sent: {}", repr(message));
    }
    void data_received(std::string_view data) override { print("Data received: {}", repr(data)); }
    void connection_lost(std::exception_ptr exc) override {
        print("The server closed the connection {}", repr(exc));
        on_con_lost.set_result(true);
    }
};

std::string limits(Counted<Transport> t) { return repr(t->get_write_buffer_limits()); }

Coroutine<> tcp_protocols() {
    auto& loop = asyncio::get_running_loop();
    auto server = co_await loop.create_server([] { return new EchoServerProtocol; }, "127.0.0.1", 0);
    co_await asyncio::async_with(server, [&]() -> Coroutine<> {
        auto on_con_lost = loop.create_future<bool>();
        std::string message = "Hello World!";
        int port = server.sockets()[0].getsockname().port();
        auto [transport, protocol] = co_await loop.create_connection([&] { return new EchoClientProtocol(message, on_con_lost); }, "127.0.0.1", port);
        print("{} {} {} {}", repr(transport->get_protocol() == protocol.get()), repr(transport->is_closing()), repr(transport->is_reading()),
              repr(transport->can_write_eof()));
        print("{} {}", transport->get_write_buffer_size(), limits(transport));
        transport->set_write_buffer_limits(1000);
        print("{}", limits(transport));
        transport->set_write_buffer_limits({}, 1000);
        print("{}", limits(transport));
        transport->set_write_buffer_limits(0);
        print("{}", limits(transport));
        refused([&, t = transport] { t->set_write_buffer_limits(5, 6); });
        transport->set_write_buffer_limits();
        print("{}", limits(transport));
        transport->pause_reading();
        transport->pause_reading();
        print("{}", repr(transport->is_reading()));
        transport->resume_reading();
        transport->resume_reading();
        print("{}", repr(transport->is_reading()));
        co_await on_con_lost;
        transport->close();
        print("{} {} {}", transport->get_protocol() ? "a protocol" : "None", repr(transport->is_closing()), repr(transport->is_reading()));
        transport->write("late");
        transport->close();
        transport->abort();
        refused([&, t = transport] { t->pause_reading(); });
    });
}

struct UdpServer : asyncio::DatagramProtocol {
    asyncio::DatagramTransport* transport = nullptr;
    void connection_made(asyncio::DatagramTransport& t) override { transport = &t; }
    void datagram_received(std::string_view data, const asyncio::Address& addr) override {
        print("Received {}", repr(data));
        print("Send {}", repr(data));
        transport->sendto(data, addr);
    }
};

struct UdpClient : asyncio::DatagramProtocol {
    std::string message;
    Future<bool> on_con_lost;
    asyncio::DatagramTransport* transport = nullptr;
    UdpClient(std::string message, Future<bool> on_con_lost) : message(message), on_con_lost(on_con_lost) {}
    void connection_made(asyncio::DatagramTransport& t) override {
        transport = &t;
        print("Send: {}", message);
        transport->sendto(message);
    }
    void datagram_received(std::string_view data, const asyncio::Address&) override {
        print("Received: {}", data);
        print("Close the socket");
        transport->close();
    }
    void error_received(std::exception_ptr exc) override { print("Error received: {}", str(exc)); }
    void connection_lost(std::exception_ptr) override {
        print("Connection closed");
        on_con_lost.set_result(true);
    }
};

Coroutine<> udp_protocols() {
    auto& loop = asyncio::get_running_loop();
    auto [transport, protocol] = co_await loop.create_datagram_endpoint([] { return new UdpServer; }, {.local_addr = {"127.0.0.1", 0}});
    int port = asyncio::Address(transport->get_extra_info("sockname")).port();
    auto on_con_lost = loop.create_future<bool>();
    auto [client, unused] = co_await loop.create_datagram_endpoint([&] { return new UdpClient("Hello World!", on_con_lost); }, {.remote_addr = {"127.0.0.1", port}});
    refused([client = client] { client->sendto("x", {"127.0.0.1", 9}); });
    co_await on_con_lost;
    client->close();
    transport->close();
    co_await asyncio::sleep(0);
}

struct MyProtocol : asyncio::Protocol {
    Transport* transport = nullptr;
    Future<bool> on_con_lost;
    explicit MyProtocol(Future<bool> on_con_lost) : on_con_lost(on_con_lost) {}
    void connection_made(Transport& t) override { transport = &t; }
    void data_received(std::string_view data) override {
        print("Received: {}", data);
        transport->close();
    }
    void connection_lost(std::exception_ptr) override { on_con_lost.set_result(true); }
};

Coroutine<> open_socket() {
    auto& loop = asyncio::get_running_loop();
    auto on_con_lost = loop.create_future<bool>();
    auto [rsock, wsock] = asyncio::socketpair();
    auto [transport, protocol] = co_await loop.create_connection([&] { return new MyProtocol(on_con_lost); }, rsock);
    loop.call_soon(&asyncio::Socket::send, wsock, "abc");
    co_await protocol->on_con_lost;
    transport->close();
    wsock.close();
}

Coroutine<> main() {
    co_await readers();
    co_await echo();
    co_await wait_for_data();
    co_await tcp_protocols();
    co_await udp_protocols();
    co_await open_socket();
}

void program() { asyncio::run(main()); }

}  // namespace extra_docs_05
